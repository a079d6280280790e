import { afterEach, describe, expect, it } from 'vitest';
import { Failure } from '../../src/lib/desk/failure';
import {
  errorSentence,
  failureSentence,
  reasonSentence,
  troubleSentence,
} from '../../src/lib/desk/sentences';
import { tongue } from '../../src/lib/i18n/i18n.svelte';
import { fold, matchingServices } from '../../src/lib/booking/services';
import { services } from '../fake/catalogue';

const nothing = { phase_key: null, staff_name: null, what: null, customer_name: null, from: null, to: null };

afterEach(() => tongue.speak('de'));

describe('reasons', () => {
  it('say who is busy with what, until when', async () => {
    const reason = {
      ...nothing,
      code: 'staff_busy',
      staff_name: 'Anna',
      what: 'Formschnitt',
      customer_name: 'Rita Weber',
      from: '11:00',
      to: '11:40',
    };
    expect(reasonSentence(reason)).toBe('Anna bedient bis 11:40 Rita Weber (Formschnitt).');
    await tongue.speak('en');
    expect(reasonSentence(reason)).toBe('Anna is with Rita Weber until 11:40 (Formschnitt).');
  });

  it('make do without the details', () => {
    const reason = { ...nothing, code: 'staff_busy', staff_name: 'Anna', from: '11:00', to: '11:40' };
    expect(reasonSentence(reason)).toBe('Anna ist von 11:00 bis 11:40 belegt.');
  });

  it('keep the name of a code from a newer program', () => {
    expect(reasonSentence({ ...nothing, code: 'eclipse' })).toContain('eclipse');
    expect(errorSentence('eclipse')).toContain('eclipse');
    expect(troubleSentence('eclipse')).toContain('eclipse');
  });
});

describe('failures', () => {
  it('keep code and details of the contract', () => {
    const failure = Failure.from({ code: 'held', message: 'held', details: null });
    expect(failure.code).toBe('held');
    expect(failure.verdict).toBeNull();
  });

  it('carry the reasons of a refused time', () => {
    const reason = { ...nothing, code: 'held' };
    const failure = Failure.from({
      code: 'refused',
      message: 'no',
      details: { refusals: [reason], warnings: [], nearest: null },
    });
    expect(failure.verdict?.refusals).toEqual([reason]);
  });

  it('say the reasons of a refused time along with it', () => {
    const reason = { ...nothing, code: 'staff_busy', staff_name: 'Anna', from: '11:00', to: '11:40' };
    const failure = Failure.from({ code: 'refused', message: 'no', details: { refusals: [reason] } });
    expect(failureSentence(failure)).toBe(`${errorSentence('refused')} Anna ist von 11:00 bis 11:40 belegt.`);
  });

  it('are internal when they are anything else', () => {
    expect(Failure.from('boom').code).toBe('internal');
    expect(Failure.from(new Error('boom')).code).toBe('internal');
  });
});

describe('finding somebody', () => {
  it('does not ask for an umlaut, an accent or a sharp s', () => {
    expect(fold('Strauß, Zoë Gülsüm')).toBe('strauss, zoe gulsum');
  });
});

describe('finding a service', () => {
  const found = (text: string) => matchingServices(services, text).map((service) => service.number);

  it('goes by number, by any part of the name, with or without umlauts', () => {
    expect(found('44')).toEqual([440, 442, 444, 448]);
    expect(found('ansatz')).toEqual([440, 442]);
    expect(found('farbung')).toEqual([440, 444]);
    expect(found('schneiden fohnen')).toEqual([410]);
    expect(found('xyz')).toEqual([]);
  });
});
