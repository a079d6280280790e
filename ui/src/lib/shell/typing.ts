/** Whether a key goes into a field: letters and digits are no shortcuts there. */
export function isTyping({ target }: Event): boolean {
  return target instanceof Element && target.closest('input, textarea, select') !== null;
}
