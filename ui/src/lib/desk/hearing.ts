import type { Progress } from '../ipc/Progress';
import { desk } from './commands';

/** Does a piece of work that takes long, and hears how far it is; `null` once it has ended. */
export async function hearing<T>(
  heard: (progress: Progress | null) => void,
  work: () => Promise<T>,
): Promise<T> {
  const deaf = await desk.onProgress(heard);
  try {
    return await work();
  } finally {
    deaf();
    heard(null);
  }
}
