/** How large the tokens set a sheet on this screen; what is measured in pixels follows. */
type Measures = {
  /** How much larger than usual words are set. */
  rem: number;
  /** The column of the hours and the row of the heads, in pixels. */
  hours: number;
  head: number;
};

/** As it is now: another screen, or another size of the window, may set it otherwise. */
export function measured(): Measures {
  const style = getComputedStyle(document.documentElement);
  const pixels = (token: string) => parseFloat(style.getPropertyValue(token));
  return { rem: parseFloat(style.fontSize) / 16, hours: pixels('--hours'), head: pixels('--head') };
}
