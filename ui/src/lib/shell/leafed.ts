import { day } from '../timeline/day.svelte';
import { week } from '../week/week.svelte';
import { route } from './route.svelte';

/** The sheet that is leafed through: the week while it is open, else the day. */
export const leafed = () => (route.screen === 'week' ? week : day);
