/** A new book, as the program keeps it while the assistant fills it. */
import type { StaffSheet } from '../../src/lib/ipc/StaffSheet';
import type { StaffView } from '../../src/lib/ipc/StaffView';
import { services, staff } from './catalogue';
import type { FakeSalon } from './salon';

type Args = { name: string; sheet: unknown; date: string };

/** The answers that differ as long as not everything is there. */
export function newBook(salon: FakeSalon): Record<string, (args: Args) => unknown> {
  let name = '';
  let sold = false;
  let people: StaffView[] = [];
  const begin = (called: string) => {
    name = called;
    salon.changed(['settings', 'staff', 'services']);
    return null;
  };
  return {
    salon: () => ({ ...salon.salon(), salon_name: name }),
    catalogue: () => ({ services: sold ? services : [], staff: people }),
    day: ({ date }) => ({
      ...salon.day(date),
      appointments: [],
      staff: salon.day(date).staff.filter((one) => people.some((person) => person.id === one.id)),
    }),
    sheets: () => ({ ...salon.owner.sheets(), staff: [] }),
    name_salon: ({ name: called }) => begin(called),
    start_with_sample: ({ name: called }) => {
      sold = true;
      people = staff;
      return begin(called);
    },
    save_staff: ({ sheet }) => {
      const saved = { ...(sheet as StaffSheet), id: people.length + 1, version: 1 };
      people = [...people, { ...(staff[0] as StaffView), id: saved.id, name: saved.name }];
      salon.changed(['staff']);
      return { staff: saved, in_the_way: [] };
    },
    sample_services: () => {
      sold = true;
      salon.changed(['services']);
      return null;
    },
    team_members: () => [
      { user_id: 11, name: 'Fabian Fischer' },
      { user_id: 12, name: 'Anna Albrecht' },
      { user_id: 13, name: 'Olivia Inhaber' },
    ],
  };
}
