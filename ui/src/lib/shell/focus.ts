/** For what was opened to be typed into: takes the focus from the button that opened it. */
export function takeFocus(node: HTMLElement): void {
  node.focus();
}
