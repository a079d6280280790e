/** The fictitious salon "Friseur 1": four people and nine services. */
import type { PartView } from '../../src/lib/ipc/PartView';
import type { ServiceView } from '../../src/lib/ipc/ServiceView';
import type { StaffView } from '../../src/lib/ipc/StaffView';

export const FABIAN = 1;
export const ANNA = 2;
export const MEHMET = 3;
export const LEA = 4;

export const staff: StaffView[] = [
  { id: FABIAN, name: 'Fabian', role: 'stylist', calcom_user_id: 11 },
  { id: ANNA, name: 'Anna', role: 'stylist', calcom_user_id: 12 },
  { id: MEHMET, name: 'Mehmet', role: 'stylist', calcom_user_id: 13 },
  { id: LEA, name: 'Lea', role: 'assistant', calcom_user_id: 14 },
];

/** Segment keys done by somebody else than the lead: `number:key`. */
export const takenOver: Record<string, number> = { '450:B': LEA };

const tooth = (key: string, name: string, minutes: number): PartView => ({
  key,
  name,
  kind: 'segment',
  minutes,
  bookable: false,
});
const gap = (key: string, minutes: number): PartView => ({
  key,
  name: '',
  kind: 'gap',
  minutes,
  bookable: true,
});

/** What is not in it is priced from case to case. */
const prices = new Map([
  [440, 9800],
  [420, 3250],
]);

function service(
  id: number,
  number: number,
  name: string,
  category: string,
  colour: string,
  parts: PartView[],
  staff_ids: number[],
): ServiceView {
  return {
    id,
    number,
    name,
    category,
    colour,
    price_cents: prices.get(number) ?? null,
    minutes: parts.reduce((sum, part) => sum + part.minutes, 0),
    composite: parts.length > 1,
    parts,
    staff_ids,
  };
}

const stylists = [FABIAN, ANNA, MEHMET];

export const services: ServiceView[] = [
  service(
    1,
    440,
    'Ansatzfärbung',
    'Farbe',
    'copper',
    [
      tooth('A', 'Auftragen', 30),
      gap('GAP_A', 30),
      tooth('B', 'Auswaschen', 20),
      tooth('C', 'Formschnitt', 40),
      tooth('D', 'Föhnen & Styling', 40),
    ],
    stylists,
  ),
  service(
    2,
    442,
    'Ansatz + Längenausgleich',
    'Farbe',
    'copper',
    [
      tooth('A', 'Auftragen', 30),
      gap('GAP_A', 35),
      tooth('B', 'Auswaschen', 30),
      tooth('C', 'Formschnitt', 45),
      tooth('D', 'Föhnen & Styling', 40),
    ],
    stylists,
  ),
  service(
    3,
    444,
    'Komplette Umfärbung/Blondierung',
    'Farbe',
    'amber',
    [
      tooth('A', 'Auftragen', 35),
      gap('GAP_A', 45),
      tooth('B', 'Auswaschen', 35),
      tooth('C', 'Formschnitt', 50),
      tooth('D', 'Föhnen & Styling', 40),
    ],
    stylists,
  ),
  service(
    4,
    448,
    'Dauerwelle',
    'Form',
    'plum',
    [
      tooth('A', 'Wickeln', 45),
      gap('GAP_A', 15),
      tooth('B', 'Fixieren', 10),
      gap('GAP_B', 10),
      tooth('C', 'Ausspülen', 15),
      tooth('D', 'Föhnen', 30),
    ],
    stylists,
  ),
  service(
    5,
    450,
    'Balayage',
    'Farbe',
    'rose',
    [
      tooth('A', 'Strähnen setzen', 90),
      gap('GAP_A', 40),
      tooth('B', 'Auswaschen', 20),
      gap('GAP_B', 15),
      tooth('C', 'Schneiden', 30),
      tooth('D', 'Föhnen', 35),
    ],
    [FABIAN, ANNA],
  ),
  service(6, 410, 'Waschen, Schneiden, Föhnen', 'Schnitt', 'blue', [tooth('A', '', 60)], stylists),
  service(7, 420, 'Herrenschnitt', 'Schnitt', 'teal', [tooth('A', '', 30)], stylists),
  service(8, 424, 'Kinderschnitt', 'Schnitt', 'blue', [tooth('A', '', 20)], stylists),
  service(9, 400, 'Beratung', 'Beratung', 'moss', [tooth('A', '', 15)], stylists),
];
