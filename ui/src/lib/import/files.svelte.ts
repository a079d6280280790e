import { desk } from '../desk/commands';
import { Failure } from '../desk/failure';
import { hearing } from '../desk/hearing';
import { Latest } from '../desk/latest';
import { Work } from '../desk/work.svelte';
import { faultSentence } from '../desk/sentences';
import type { ImportField } from '../ipc/ImportField';
import type { ImportKind } from '../ipc/ImportKind';
import type { ImportLook } from '../ipc/ImportLook';
import type { ImportReport } from '../ipc/ImportReport';
import type { ImportRequest } from '../ipc/ImportRequest';
import type { Progress } from '../ipc/Progress';
import { toasts } from '../shell/toasts.svelte';

/** As much as the program takes; said before a larger file is read at all. */
const LARGEST_FILE = 8 * 1024 * 1024;

/** A file of another program on its way into the book: looked at, rehearsed, read in. */
class FileImport extends Work {
  what = $state<ImportKind>('customers');
  staffId = $state<number | null>(null);
  despiteWarnings = $state(false);
  fileName = $state('');
  look = $state.raw<ImportLook | null>(null);
  report = $state.raw<ImportReport | null>(null);
  /** Where the lines lie that were left. */
  left = $state<string | null>(null);
  progress = $state.raw<Progress | null>(null);
  stopping = $state(false);
  /** What is being read in stays what it is until that has ended. */
  reading = $state(false);
  #rehearsing = false;
  #file: File | null = null;
  readonly #looking = new Latest();
  #content = $state('');

  get chosen(): boolean {
    return this.#content !== '';
  }

  /** Whether what is needed to rehearse is said. */
  get ready(): boolean {
    if (!this.chosen || this.busy) return false;
    return this.what === 'calendar' ? this.staffId !== null : this.look?.missing.length === 0;
  }

  /** Nothing is read in that was not rehearsed just so, to its end. */
  get rehearsed(): boolean {
    return this.ready && this.report !== null && this.report.rehearsed && !this.report.stopped;
  }

  /** It was stopped while it was read in: what is there stays, and the rest can follow. */
  get interrupted(): boolean {
    return this.ready && this.report !== null && !this.report.rehearsed && this.report.stopped;
  }

  choose(what: ImportKind): Promise<boolean> {
    this.what = what;
    return this.#lookAnew(null);
  }

  decide(decided: { staffId?: number | null; despiteWarnings?: boolean }): void {
    if (decided.staffId !== undefined) this.staffId = decided.staffId;
    if (decided.despiteWarnings !== undefined) this.despiteWarnings = decided.despiteWarnings;
    this.#forgetReport();
  }

  open(file: File): Promise<boolean> {
    this.#file = file;
    this.#content = '';
    this.look = null;
    this.#forgetReport();
    return this.doing(async () => {
      this.fileName = file.name;
      if (file.size > LARGEST_FILE) throw new Failure('import_too_large', 'the file is too large');
      const content = await base64(file);
      if (this.#file !== file) return;
      this.#content = content;
      await this.#see(null);
    });
  }

  /** Says what a column is. A field that can be only once leaves the column that had it. */
  map(column: number, field: ImportField | null): Promise<boolean> {
    const before = this.look?.columns.map((one) => one.field) ?? [];
    const mapping = before.map((one, index) => (index === column ? field : one));
    return this.#lookAnew(mapping);
  }

  rehearse(): Promise<boolean> {
    return this.#run(true);
  }

  readIn(): Promise<boolean> {
    return this.#run(false);
  }

  /** Between two lines. */
  async stop(): Promise<void> {
    this.stopping = true;
    try {
      await desk.stopImport();
    } catch (cause) {
      this.stopping = false;
      toasts.failure(Failure.from(cause));
    }
  }

  /** Writes what was left into a file, each line with its reason. */
  writeLeft(): Promise<boolean> {
    return this.doing(async (current) => {
      const faults = this.report?.faults ?? [];
      const lines = faults.map((fault) => ({ line: fault.line, reason: faultSentence(fault) }));
      const left = await desk.importLeft(this.#request(true, this.#mapping()), lines);
      if (current()) this.left = left;
    });
  }

  #lookAnew(mapping: (ImportField | null)[] | null): Promise<boolean> {
    this.#forgetReport();
    this.look = null;
    return this.doing(() => this.#see(mapping));
  }

  /** How its columns are understood; a calendar has none. */
  async #see(mapping: (ImportField | null)[] | null): Promise<void> {
    const isLatest = this.#looking.begin();
    if (!this.chosen || this.what === 'calendar') return;
    const look = await desk.importLook(this.#request(true, mapping));
    if (isLatest()) this.look = look;
  }

  #run(rehearse: boolean): Promise<boolean> {
    this.#forgetReport();
    this.stopping = false;
    this.reading = !rehearse;
    this.#rehearsing = rehearse;
    const request = this.#request(rehearse, this.#mapping());
    return this.doing(async (current) => {
      const heard = (progress: Progress | null) => {
        if (current()) this.progress = progress;
      };
      try {
        const report = await hearing(heard, () => desk.importFile(request));
        if (current()) this.report = report;
      } finally {
        if (current()) this.#ended();
      }
    });
  }

  #ended(): void {
    this.progress = null;
    this.reading = false;
    this.#rehearsing = false;
  }

  #mapping(): (ImportField | null)[] | null {
    return this.look?.columns.map((one) => one.field) ?? null;
  }

  #request(rehearse: boolean, mapping: (ImportField | null)[] | null): ImportRequest {
    return {
      what: this.what,
      content: this.#content,
      mapping,
      staff_id: this.staffId,
      rehearse,
      despite_warnings: this.despiteWarnings,
    };
  }

  /** Something else is said about the file, or another one: what was rehearsed before is nothing to it, and ends. */
  #forgetReport(): void {
    if (this.#rehearsing) void desk.stopImport().catch(() => undefined);
    this.takeUp();
    this.#ended();
    this.report = null;
    this.left = null;
  }
}

/** What is in a file, for the way to the program. */
function base64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      const text = typeof reader.result === 'string' ? reader.result : '';
      resolve(text.slice(text.indexOf(',') + 1));
    };
    reader.onerror = () => reject(new Failure('import_unreadable', 'the file cannot be read'));
    reader.readAsDataURL(file);
  });
}

export const files = new FileImport();
