import { desk } from '../desk/commands';
import { PAGE, Pages } from '../desk/pages.svelte';
import type { CustomerListView } from '../ipc/CustomerListView';
import type { CustomerMark } from '../ipc/CustomerMark';
import { route } from '../shell/route.svelte';

/** Everybody whom the salon knows, as the list was left. */
class Directory extends Pages<CustomerMark, CustomerListView> {
  typed = $state('');

  search(typed: string): Promise<void> {
    this.typed = typed;
    return this.begin();
  }

  protected read(after: CustomerMark | null): Promise<CustomerListView> {
    return desk.customers({ typed: this.typed, after, limit: PAGE });
  }

  /** Something was committed; what is not on the screen is read when it is opened. */
  heard(): void {
    if (route.screen === 'customers') void this.load();
  }
}

export const directory = new Directory();
