/** A hold is prolonged by whoever still works on the form, but not with every key. */
const RENEW_BELOW = 240_000;

/** Whether using the form prolongs a hold with so many milliseconds left. What has lapsed is asked for anew by a person. */
export function renews(left: number): boolean {
  return left > 0 && left < RENEW_BELOW;
}
