/** All that the first picture of the day does without, as one piece of code; `later` fetches it as soon as that picture stands. */
import type { Component } from 'svelte';
import AppointmentsScreen from '../appointments/AppointmentsScreen.svelte';
import CallsScreen from '../calls/CallsScreen.svelte';
import CustomersScreen from '../customers/CustomersScreen.svelte';
import HealthScreen from '../health/HealthScreen.svelte';
import ServicesScreen from '../owner/ServicesScreen.svelte';
import TeamScreen from '../owner/TeamScreen.svelte';
import ReviewScreen from '../review/ReviewScreen.svelte';
import SettingsScreen from '../settings/SettingsScreen.svelte';
import WeekScreen from '../week/WeekScreen.svelte';
import type { Screen } from './screens';

/** What each screen shows, but the day. */
export const rooms: Record<Exclude<Screen, 'day'>, Component> = {
  week: WeekScreen,
  appointments: AppointmentsScreen,
  customers: CustomersScreen,
  calls: CallsScreen,
  review: ReviewScreen,
  health: HealthScreen,
  services: ServicesScreen,
  team: TeamScreen,
  settings: SettingsScreen,
};

export { default as AppointmentPanel } from '../appointment/AppointmentPanel.svelte';
export { default as BookingPanel } from '../booking/BookingPanel.svelte';
export { default as FindBox } from '../find/FindBox.svelte';
export { default as OwnerDoor } from '../pin/OwnerDoor.svelte';
export { default as PinDialog } from '../pin/PinDialog.svelte';
export { default as DaySheet } from '../print/DaySheet.svelte';
export { default as Assistant } from '../start/Assistant.svelte';
export { assistant } from '../start/assistant.svelte';
export { default as LegendSheet } from '../timeline/LegendSheet.svelte';
export { default as MoveDecision } from '../timeline/MoveDecision.svelte';
export { waiting } from '../waiting/waiting.svelte';
export { default as WaitingPanel } from '../waiting/WaitingPanel.svelte';
export { default as WalkInPanel } from '../waiting/WalkInPanel.svelte';
export { default as WeekNav } from '../week/WeekNav.svelte';
export { default as DatePicker } from './DatePicker.svelte';
export { heard } from './heard';
