import { describe, expect, it } from 'vitest';
import { newBy } from '../../src/lib/booking/guest.svelte';

describe('somebody new, by what is typed in place of a customer,', () => {
  it.each([
    ['Rita Weber', 'Rita Weber', ''],
    ['0171 7654321', '', '0171 7654321'],
    ['030', '', '030'],
    ['Rita Weber 0171 7654321', 'Rita Weber', '0171 7654321'],
    ['Weber, Rita, (0171) 76-54-321', 'Weber, Rita', '(0171) 76-54-321'],
    ['+49 (0)171/7654321 Weber', 'Weber', '+49 (0)171/7654321'],
    ['Weber 231250', 'Weber', '231250'],
    ['Familie Weber 2', 'Familie Weber 2', ''],
    ['2. Frau Weber', '2. Frau Weber', ''],
  ])('%s', (typed, name, phone) => {
    expect(newBy(typed)).toEqual({ name, phone, email: '' });
  });
});
