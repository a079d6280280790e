/** What a test may choose about the salon it opens. */
export type Scene = {
  offline?: boolean;
  /** Since this instant, if not since this morning. */
  offlineSince?: string;
  /** The book counts as empty: it can be made anew from Cal.com. */
  rebuildable?: boolean;
  connected?: boolean;
  /** Cal.com does not take the key any more. */
  refused?: boolean;
  /** The book cannot be read. */
  broken?: boolean;
  /** The salon's zone, if it is not that of the hours in Cal.com. */
  zone?: string;
  keychain?: string | null;
  demo?: boolean;
  /** A crowded salon: this many people and appointments. */
  crowd?: { staff: number; appointments: number };
  /** The first of December is a day on which everything is unusual. */
  odd?: boolean;
  /** This many appointments from tomorrow on. */
  calendar?: number;
  /** This computer's clock is so many seconds ahead of Cal.com's. */
  clockOff?: number;
  /** Somebody has been here before. */
  past?: boolean;
  /** The phone agent has taken so many calls. */
  phoned?: number;
  /** The book came back from a backup. */
  restored?: boolean;
  /** Cal.com has the time of a second appointment no longer free. */
  takenTwice?: boolean;
  /** Verifying found event types that are not right any more. */
  mapBroken?: boolean;
  /** The event type of one segment was deleted in Cal.com. */
  typeGone?: boolean;
  /** The key is given by whoever starts the program. */
  keyFromOutside?: boolean;
  /** Calls have been failing, and there is no backup. */
  unwell?: boolean;
  /** Making event types takes so long that somebody stops it. */
  slowSetUp?: boolean;
  /** Reading a file in takes so long that somebody stops it. */
  slowImport?: boolean;
  /** These commands end with an error. */
  failing?: string[];
  /** Nothing is set up. */
  newBook?: boolean;
  /** Somebody else cancels this customer's appointment after the first day was read, and before the window listens. */
  cancelledUnheard?: string;
  /** This customer's appointment lies in the tray. */
  parked?: string;
  /** The owner's PIN. */
  pin?: string;
};
