/** Whether the field that finds everything lies over the desk: the button and Ctrl+K both open it. */
class FindState {
  open = $state(false);
}

export const find = new FindState();
