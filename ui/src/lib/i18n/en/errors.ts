import type { errors as german } from '../de/errors';

/** What the program answers when it cannot. */
export const errors: Record<keyof typeof german, string> = {
  'error.refused': 'This time is not possible; everything stays as it was.',
  'error.warnings': 'There are doubts about this time. Nothing is changed yet.',
  'error.invalid_name': 'Please enter a name of up to 100 characters.',
  'error.invalid_phone': 'This phone number is not right. Example: 0171 1234567.',
  'error.invalid_email': 'This e-mail address is not right. Example: name@example.com.',
  'error.note_too_long': 'The text is too long. Please shorten it.',
  'error.unknown_service': 'There is no such service. Please choose another one.',
  'error.unknown_staff': 'There is nobody like that on the team. Please choose somebody else.',
  'error.unknown_customer': 'There is no such customer. Please search again, or add them as new.',
  'error.unknown_appointment': 'There is no such appointment. Please look in the list of appointments.',
  'error.invalid_time': 'This time cannot be understood. Example: 14:30.',
  'error.time_does_not_exist':
    'This time does not exist on that day: the clocks go forward. Please choose another one.',
  'error.time_is_ambiguous':
    'This time exists twice on that day: the clocks go back. Please say which one is meant.',
  'error.held':
    'This time is being held for somebody else. Please choose another one, or try again in a moment.',
  'error.nobody_can': 'Nobody can do this service at present. Who may is written under Services.',
  'error.cannot_do': 'This person does not do this service. Please choose somebody else.',
  'error.store_busy': 'The book is open in another program. Please go on there, or close it there.',
  'error.store_newer': 'This book was written by a newer Kamm. Please update Kamm.',
  'error.store_not_ours':
    'This file is not a Kamm appointment book. It stays as it is; please take the right one.',
  'error.keychain_no_service':
    'No keychain is running on this computer. Please set up GNOME Keyring or KWallet and restart Kamm.',
  'error.keychain_locked': 'The keychain is locked. Please unlock it and try again.',
  'error.keychain_refused': 'The keychain denied access. Please allow Kamm to use it and try again.',
  'error.keychain_timeout':
    'The keychain does not answer. Is a window waiting for the password somewhere? Please enter it there and try again.',
  'error.key_refused': 'Cal.com does not accept this key. Is it complete and still valid?',
  'error.host_unreachable': 'The server cannot be reached. Is the address right, and is the line up?',
  'error.host_not_calcom': 'No Cal.com answers at this address. Please check the address.',
  'error.team_not_found':
    'This team does not exist, or the key may not see it. Please take another team or another key.',
  'error.invalid_host': 'This is not a valid address. Example: https://api.cal.com/v2.',
  'error.not_connected':
    'No Cal.com is connected yet. That is done under Setup; the book works without it too.',
  'error.not_begun': 'This appointment has not begun yet; it stays as it was. Please wait until it does.',
  'error.overlap': 'This time has just been taken; everything stays as it was. Please choose another one.',
  'error.too_long': 'This takes too long for one day. Please shorten it, or make two appointments of it.',
  'error.part_too_long': 'That is too long; a segment or processing time takes 12 hours at most.',
  'error.segment_without_time': 'A segment needs at least one minute.',
  'error.unknown_part':
    'The service has no such segment or processing time. Please look at the service again.',
  'error.unknown_segment': 'This step is not part of the service. Please look at the service again.',
  'error.pin_needed': 'This needs the PIN.',
  'error.pin_wrong': 'That is not the PIN.',
  'error.pin_closed': 'Too many wrong tries. Please wait a little.',
  'error.pin_not_set': 'A kiosk needs a PIN: without one anybody could leave it. Please set one first.',
  'error.invalid_pin': 'A PIN has 4 to 12 digits.',
  'error.no_autostart':
    'The system does not let Kamm start by itself; that stays as it was. Please start Kamm by hand.',
  'error.unknown_zone': 'The time zone of the salon is unknown. Example: Europe/Berlin.',
  'error.unknown_entry': 'This entry has been settled already; nothing is left to do.',
  'error.one_at_a_time': 'That works for one entry at a time only. Please take them one after the other.',
  'error.no_booking':
    'This booking is no longer in Cal.com. The entry stays open; please choose something else.',
  'error.not_a_remedy': 'This does not help with this entry. It stays open; please choose something else.',
  'error.store_corrupt':
    'The file of the appointment book is damaged. Nothing was changed and nothing deleted. Please restart Kamm: the last good backup will take its place (in the terminal: kamm restore).',
  'error.store_no_backup':
    'The appointment book is damaged or gone, and there is no usable backup. What is there stays as it is. “kamm restore FILE” takes a backup from elsewhere.',
  'error.store_full':
    'There is no space left on this computer. This was not saved; everything before it is safe. Please make room and try again.',
  'error.store_inaccessible':
    'The file of the appointment book cannot be written or read. This was not saved; everything before it is safe. Please check the rights of its folder, and the disk.',
  'error.keychain_failed':
    'Something is wrong with the keychain. The book is not affected. Please log in to the computer again and try once more.',
  'error.key_missing': 'No key is stored. Please enter one.',
  'error.key_unusable': 'This does not look like a Cal.com key. It begins with “cal_”.',
  'error.no_teams':
    'This server has no teams (Cal.com’s community edition). It is connected without a team; after that, each person is connected with a key of their own.',
  'error.match_by_key':
    'Who somebody is in Cal.com is told by their own key here: please connect this person with their key.',
  'error.no_staff_keys':
    'On this server each key shows the appointments of one person only. Please take everybody on with their key first.',
  'error.staff_keys_missing':
    'A key that Cal.com takes is missing; without it these appointments would be missing from the book. Nothing was taken.',
  'error.team_account': 'A team is connected here: one key serves everybody, no others are needed.',
  'error.key_of_another': 'This key is somebody else’s already. Each person needs their own.',
  'error.role_too_low': 'The key may not manage this team. Please use an owner’s or admin’s.',
  'error.server_failed': 'Cal.com is having trouble right now. Please try again later.',
  'error.rate_limited': 'Cal.com asks for a short pause. Please try again in a minute.',
  'error.not_a_whole': 'This appointment is not booked as a whole; there is nothing to split.',
  'error.split_too_late': 'This appointment has begun and cannot be split any more.',
  'error.split_unprepared':
    'A step has no fitting event type in Cal.com. Please set it up under Setup first, then split.',
  'error.not_a_public_event_type':
    'This event type does not fit: it has to belong to the team, be as long as the whole service, and not stand for a step.',
  'error.not_booked': 'This appointment was cancelled or missed already; nothing about it was changed.',
  'error.invalid_length': 'A length is given like this: B=55 or GAP_A=45.',
  'error.ambiguous_service': 'This could mean several services. Please be more precise.',
  'error.ambiguous_staff': 'This could mean several people. Please be more precise.',
  'error.service_without_name': 'The service needs a name.',
  'error.service_without_segment': 'The service needs at least one step.',
  'error.gap_at_the_edge': 'A service begins and ends with a step, not with processing time.',
  'error.gap_after_gap': 'There has to be a step between two processing times.',
  'error.segment_key_twice': 'Two steps have the same letter. Please change one.',
  'error.invalid_minutes': 'This length is not possible. Please give whole minutes, 12 hours at most.',
  'error.performer_twice': 'Somebody is listed twice for one step. Please strike one out.',
  'error.changed_meanwhile': 'Somebody has changed this meanwhile. Please look again and repeat your change.',
  'error.number_taken': 'Another service has this number already. Please take another number.',
  'error.unknown_role': 'There is no such role. There are stylists and assistants.',
  'error.still_booked': 'There are still appointments booked here. They have to be moved or cancelled first.',
  'error.unknown_waiting': 'This entry is not on the waiting list any more; nothing is left to do.',
  'error.nothing_suits': 'Nothing that suits is free right now. The entry stays on the waiting list.',
  'error.never_suits':
    'That can never suit: the end and the beginning do not go together. Please change the days and times.',
  'error.same_customer': 'A card cannot be merged with itself. Please choose two different ones.',
  'error.unknown_time_off': 'This time off is gone already; nothing is left to do.',
  'error.blocked_by_calcom': 'A booking in Cal.com takes this time. It can only be given up there.',
  'error.name_too_long': 'A name is too long; 100 characters are possible. Please shorten it.',
  'error.too_many_parts':
    'A service has at most 40 steps and processing times. Please make two services of it.',
  'error.invalid_segment_key': 'A step is called by one to four capital letters or digits.',
  'error.unknown_colour': 'There is no such colour in the palette. Please choose another one.',
  'error.invalid_hours': 'Hours have to end after they begin, within one day.',
  'error.hours_overlap': 'Two stretches of the same day overlap. Please change one.',
  'error.pair_not_needed': 'This service has no such step for this person; nothing was mapped.',
  'error.unknown_event_type':
    'There is no such event type, or the key does not see it. Please check the number.',
  'error.event_type_not_ours':
    'This event type does not belong to the connected team. Please take another one.',
  'error.invalid_part': 'A step is typed as “Auftragen 30: Anna”, processing time as “gap 30”.',
  'error.invalid_price': 'A price is typed as 45 or 45.00.',
  'error.invalid_sheet':
    'This file cannot be read or is not such a document. Nothing was changed; please take a file that Kamm has given out.',
  'error.store_missing': 'There is no book here yet. “kamm init” opens one.',
  'error.store_older': 'This book is from an older Kamm. Please start Kamm once to bring it up to date.',
  'error.not_empty': 'There is something here already. Samples go into an empty book only.',
  'error.invalid_profile': 'A profile is named with lower-case letters, digits and hyphens only.',
  'error.no_home': 'This system has no folder for program data. Please pass --data-dir.',
  'error.no_room': 'This address is in use already. Please take another one.',
  'error.not_a_demo': 'This works in the demo only; nothing was changed here.',
  'error.keychain_no_keyring': 'The keychain has no keyring yet. Please set one up and try again.',
  'error.keychain_read_only':
    'The key comes from the environment and is never stored. It can only be changed there.',
  'error.key_invalid': 'This cannot be a Cal.com key. Please copy all of it from Cal.com.',
  'error.team_needed': 'The key belongs to several teams. Please choose one.',
  'error.calcom_refused':
    'Cal.com refused this. What is set up already stays. Please check the details and what the key may do.',
  'error.book_not_empty':
    'Only an empty book can be made anew from Cal.com. This one has staff, services or appointments already; it stays as it is.',
  'error.no_match':
    'This account does not fit: it is somebody else’s, or not in the team. Please choose another one.',
  'error.unknown_remedy':
    'That is no remedy; the entry stays open. What helps is written beside each entry of the review list.',
  'error.service_without_hosts':
    'Nobody in Cal.com does this service: please match the team under Setup first.',
  'error.slug_in_use':
    'Another event type is at this service’s address in Cal.com already; it stays as it is. Please take it over, or rename it in Cal.com.',
  'error.no_window':
    'No window can be opened on this computer. The book stays as it is; in a terminal Kamm works without.',
  'error.export_failed': 'The file could not be written. Is there room in the downloads folder?',
  'error.import_too_large':
    'This file is too large: at most 8 MB and 50 000 lines. Please make several of it.',
  'error.import_no_table':
    'There is no table with headings in this file. Please save it as CSV, with a line of headings.',
  'error.import_no_calendar':
    'This file is not a calendar (ICS). Please export it as ICS from the other program.',
  'error.import_columns_missing':
    'Columns are missing without which no line can be understood. Please say what each column means.',
  'error.import_mapping': 'This mapping does not fit the file. Please choose the file again.',
  'error.import_unreadable': 'This file cannot be read; nothing was taken over. Please choose another one.',
  'error.import_left_unwritable':
    'The file for the remaining lines cannot be written, or is there already. Please take another name.',
  'error.import_map': 'A column is given as “Was=service”, with a heading of the file.',
  'error.no_schedule':
    'Cal.com has no hours for this person; here they stay as they are. Please enter them by hand.',
  'error.other_zone':
    'In Cal.com these hours go by another time zone than the salon. They were not taken over; please change the time zone here or there.',
  'error.zone_with_appointments':
    'Appointments are booked already: they stay at the same moment, and would stand at another time of day in the book.',
  'error.internal':
    'Something went wrong. Please look whether it was done all the same before you try again.',
  'error.other':
    'That did not work ({code}). Please look whether it was done all the same before you try again.',
};
