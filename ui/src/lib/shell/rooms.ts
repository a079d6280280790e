/** What each screen shows. */
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
import DayScreen from './DayScreen.svelte';
import type { Screen } from './screens';

export const rooms: Record<Screen, Component> = {
  day: DayScreen,
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
