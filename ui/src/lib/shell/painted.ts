/** When what stands now has been painted: the first of two frames is on the screen before the second begins. */
export const painted = () =>
  new Promise<unknown>((then) => requestAnimationFrame(() => requestAnimationFrame(then)));
