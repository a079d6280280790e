/** Whether the month sheet is open: the button and Ctrl+G both open it. */
class DatePickerState {
  open = $state(false);
}

export const datePicker = new DatePickerState();
