/** What the program answers when it cannot. */
export const errors = {
  'error.refused': 'Diese Zeit ist nicht möglich; es bleibt, wie es war.',
  'error.warnings': 'Es gibt Bedenken gegen diese Zeit. Noch ist nichts geändert.',
  'error.invalid_name': 'Bitte einen Namen mit höchstens 100 Zeichen eingeben.',
  'error.invalid_phone': 'Diese Telefonnummer stimmt nicht. Beispiel: 0171 1234567.',
  'error.invalid_email': 'Diese E-Mail-Adresse stimmt nicht. Beispiel: name@beispiel.de.',
  'error.note_too_long': 'Der Text ist zu lang. Bitte kürzen.',
  'error.unknown_service': 'Diese Leistung gibt es nicht. Bitte eine andere wählen.',
  'error.unknown_staff': 'Diese Person gehört nicht zum Team. Bitte jemand anderen wählen.',
  'error.unknown_customer':
    'Diese Kundin oder diesen Kunden gibt es nicht. Bitte noch einmal suchen oder neu anlegen.',
  'error.unknown_appointment': 'Diesen Termin gibt es nicht. Bitte in der Liste der Termine suchen.',
  'error.invalid_time': 'Diese Uhrzeit ist nicht zu verstehen. Beispiel: 14:30.',
  'error.time_does_not_exist':
    'Diese Uhrzeit gibt es an diesem Tag nicht: Die Uhr wird vorgestellt. Bitte eine andere wählen.',
  'error.time_is_ambiguous':
    'Diese Uhrzeit gibt es an diesem Tag zweimal: Die Uhr wird zurückgestellt. Bitte sagen, welche gemeint ist.',
  'error.held':
    'Diese Zeit ist gerade für jemand anderen vorgemerkt. Bitte eine andere wählen oder es gleich noch einmal versuchen.',
  'error.nobody_can': 'Diese Leistung kann zurzeit niemand übernehmen. Wer sie darf, steht unter Leistungen.',
  'error.cannot_do': 'Diese Person macht diese Leistung nicht. Bitte jemand anderen wählen.',
  'error.store_busy':
    'Das Buch ist in einem anderen Programm geöffnet. Bitte dort weiterarbeiten oder es dort schließen.',
  'error.store_newer': 'Dieses Buch wurde mit einem neueren Kamm geschrieben. Bitte Kamm aktualisieren.',
  'error.store_not_ours':
    'Diese Datei ist kein Terminbuch von Kamm. Sie bleibt, wie sie ist; bitte die richtige nehmen.',
  'error.keychain_no_service':
    'Auf diesem Computer läuft kein Schlüsselbund. Bitte GNOME-Schlüsselbund oder KWallet einrichten und Kamm neu starten.',
  'error.keychain_locked': 'Der Schlüsselbund ist gesperrt. Bitte entsperren und noch einmal versuchen.',
  'error.keychain_refused':
    'Der Schlüsselbund hat den Zugriff verweigert. Bitte Kamm den Zugriff erlauben und noch einmal versuchen.',
  'error.keychain_timeout':
    'Der Schlüsselbund antwortet nicht. Wartet irgendwo ein Fenster auf das Kennwort? Bitte dort eingeben und noch einmal versuchen.',
  'error.key_refused': 'Cal.com nimmt diesen Schlüssel nicht an. Ist er vollständig und noch gültig?',
  'error.host_unreachable': 'Der Server ist nicht erreichbar. Stimmt die Adresse, und steht die Leitung?',
  'error.host_not_calcom': 'Unter dieser Adresse antwortet kein Cal.com. Bitte die Adresse prüfen.',
  'error.team_not_found':
    'Dieses Team gibt es nicht, oder der Schlüssel darf es nicht sehen. Bitte ein anderes Team oder einen anderen Schlüssel nehmen.',
  'error.invalid_host': 'Das ist keine gültige Adresse. Beispiel: https://api.cal.com/v2.',
  'error.not_connected':
    'Es ist noch kein Cal.com verbunden. Das geht unter Einrichtung; das Buch geht auch ohne.',
  'error.not_begun':
    'Dieser Termin hat noch nicht begonnen; es bleibt, wie es war. Bitte bis zu seinem Beginn warten.',
  'error.overlap': 'Diese Zeit ist gerade vergeben worden; es bleibt, wie es war. Bitte eine andere wählen.',
  'error.too_long': 'Das dauert zu lange für einen Tag. Bitte kürzen oder auf zwei Termine verteilen.',
  'error.part_too_long':
    'Das ist zu lang; ein Arbeitsschritt oder eine Einwirkzeit dauert höchstens 12 Stunden.',
  'error.segment_without_time': 'Ein Arbeitsschritt braucht mindestens eine Minute.',
  'error.unknown_part':
    'Diesen Arbeitsschritt oder diese Einwirkzeit gibt es in der Leistung nicht. Bitte die Leistung neu ansehen.',
  'error.unknown_segment': 'Dieser Arbeitsschritt gehört nicht zur Leistung. Bitte die Leistung neu ansehen.',
  'error.pin_needed': 'Dafür braucht es die PIN.',
  'error.pin_wrong': 'Das ist nicht die PIN.',
  'error.pin_closed': 'Zu viele falsche Versuche. Bitte etwas warten.',
  'error.pin_not_set':
    'Ein Kiosk braucht eine PIN: Ohne sie könnte ihn jeder verlassen. Bitte zuerst eine setzen.',
  'error.invalid_pin': 'Eine PIN hat 4 bis 12 Ziffern.',
  'error.no_autostart':
    'Das System lässt Kamm nicht von selbst starten; es bleibt, wie es war. Bitte Kamm von Hand starten.',
  'error.unknown_zone': 'Die Zeitzone des Salons ist unbekannt. Beispiel: Europe/Berlin.',
  'error.unknown_entry': 'Dieser Eintrag ist schon erledigt; es ist nichts mehr zu tun.',
  'error.one_at_a_time': 'Das geht nur für einen Eintrag auf einmal. Bitte einen nach dem anderen.',
  'error.no_booking':
    'Diese Buchung gibt es in Cal.com nicht mehr. Der Eintrag bleibt offen; bitte etwas anderes wählen.',
  'error.not_a_remedy': 'Das hilft bei diesem Eintrag nicht. Er bleibt offen; bitte etwas anderes wählen.',
  'error.store_corrupt':
    'Die Datei des Terminbuchs ist beschädigt. Es wurde nichts geändert und nichts gelöscht. Bitte Kamm neu starten: Dann tritt die letzte gute Sicherung an ihre Stelle (im Terminal: kamm restore).',
  'error.store_no_backup':
    'Das Terminbuch ist beschädigt oder fehlt, und es gibt keine brauchbare Sicherung. Was da ist, bleibt, wie es ist. Eine Sicherung von anderswo spielt „kamm restore DATEI“ ein.',
  'error.store_full':
    'Auf diesem Computer ist kein Platz mehr frei. Das wurde nicht gespeichert; alles Frühere ist sicher. Bitte Platz schaffen und noch einmal versuchen.',
  'error.store_inaccessible':
    'Die Datei des Terminbuchs lässt sich nicht beschreiben oder lesen. Das wurde nicht gespeichert; alles Frühere ist sicher. Bitte die Rechte am Ordner und den Datenträger prüfen.',
  'error.keychain_failed':
    'Mit dem Schlüsselbund stimmt etwas nicht. Das Buch ist davon nicht betroffen. Bitte am Computer neu anmelden und noch einmal versuchen.',
  'error.key_missing': 'Es ist kein Schlüssel gespeichert. Bitte eingeben.',
  'error.key_unusable': 'Das sieht nicht wie ein Schlüssel von Cal.com aus. Er beginnt mit „cal_“.',
  'error.no_teams':
    'Dieser Server kennt keine Teams (Community-Ausgabe von Cal.com). Er wird ohne Team verbunden; danach wird jede Person mit ihrem eigenen Schlüssel verbunden.',
  'error.match_by_key':
    'Wer jemand in Cal.com ist, sagt hier der eigene Schlüssel: Bitte diese Person mit ihrem Schlüssel verbinden.',
  'error.no_staff_keys':
    'Auf diesem Server zeigt jeder Schlüssel nur die Termine einer Person. Bitte zuerst alle mit ihrem Schlüssel aufnehmen.',
  'error.staff_keys_missing':
    'Es fehlt ein Schlüssel, den Cal.com annimmt; ohne ihn fehlten diese Termine im Buch. Es wurde nichts übernommen.',
  'error.team_account': 'Hier ist ein Team verbunden: Ein Schlüssel gilt für alle, eigene braucht es nicht.',
  'error.key_of_another':
    'Dieser Schlüssel gehört schon einer anderen Person. Jede Person braucht ihren eigenen.',
  'error.role_too_low':
    'Der Schlüssel darf dieses Team nicht verwalten. Bitte den einer Inhaberin oder eines Admins nehmen.',
  'error.server_failed': 'Cal.com hat gerade eine Störung. Bitte später noch einmal versuchen.',
  'error.rate_limited': 'Cal.com bittet um eine kurze Pause. Bitte in einer Minute noch einmal versuchen.',
  'error.not_a_whole': 'Dieser Termin ist nicht als Ganzes gebucht; es gibt nichts zu teilen.',
  'error.split_too_late': 'Dieser Termin hat schon begonnen und lässt sich nicht mehr teilen.',
  'error.split_unprepared':
    'Für einen Schritt fehlt in Cal.com ein passender Ereignistyp. Bitte zuerst unter Einrichtung anlegen, dann teilen.',
  'error.not_a_public_event_type':
    'Dieser Ereignistyp passt nicht: Er muss dem Team gehören, so lang sein wie die ganze Leistung und darf nicht für einen Schritt stehen.',
  'error.not_booked': 'Dieser Termin ist schon abgesagt oder versäumt; daran wurde nichts geändert.',
  'error.invalid_length': 'Eine Länge wird so angegeben: B=55 oder GAP_A=45.',
  'error.ambiguous_service': 'Damit können mehrere Leistungen gemeint sein. Bitte genauer angeben.',
  'error.ambiguous_staff': 'Damit können mehrere Personen gemeint sein. Bitte genauer angeben.',
  'error.service_without_name': 'Die Leistung braucht einen Namen.',
  'error.service_without_segment': 'Die Leistung braucht mindestens einen Arbeitsschritt.',
  'error.gap_at_the_edge': 'Eine Leistung beginnt und endet mit einem Arbeitsschritt, nicht mit Einwirkzeit.',
  'error.gap_after_gap': 'Zwischen zwei Einwirkzeiten gehört ein Arbeitsschritt.',
  'error.segment_key_twice': 'Zwei Arbeitsschritte haben denselben Buchstaben. Bitte einen ändern.',
  'error.invalid_minutes':
    'Diese Dauer ist nicht möglich. Bitte ganze Minuten angeben, höchstens 12 Stunden.',
  'error.performer_twice': 'Bei einem Arbeitsschritt ist jemand doppelt eingetragen. Bitte einmal streichen.',
  'error.changed_meanwhile': 'Jemand hat das inzwischen geändert. Bitte neu ansehen und noch einmal ändern.',
  'error.number_taken': 'Diese Nummer hat schon eine andere Leistung. Bitte eine andere Nummer nehmen.',
  'error.unknown_role': 'Diese Rolle gibt es nicht. Möglich sind Stylist/in und Assistenz.',
  'error.still_booked': 'Hier sind noch Termine gebucht. Erst müssen sie verschoben oder storniert werden.',
  'error.unknown_waiting': 'Dieser Eintrag steht nicht mehr auf der Warteliste; es ist nichts mehr zu tun.',
  'error.nothing_suits': 'Gerade ist nichts frei, das passt. Der Eintrag bleibt auf der Warteliste.',
  'error.never_suits':
    'So kann es nie passen: Ende und Anfang stimmen nicht. Bitte Tage und Uhrzeiten ändern.',
  'error.same_customer':
    'Zweimal dieselbe Karte lässt sich nicht zusammenlegen. Bitte zwei verschiedene wählen.',
  'error.unknown_time_off': 'Diese freie Zeit gibt es nicht mehr; es ist nichts mehr zu tun.',
  'error.blocked_by_calcom':
    'Diese Zeit belegt eine Buchung in Cal.com. Nur dort kann sie freigegeben werden.',
  'error.name_too_long': 'Ein Name ist zu lang; 100 Zeichen sind möglich. Bitte kürzen.',
  'error.too_many_parts':
    'Eine Leistung hat höchstens 40 Schritte und Einwirkzeiten. Bitte auf zwei Leistungen verteilen.',
  'error.invalid_segment_key':
    'Das Kürzel eines Arbeitsschritts besteht aus ein bis vier Großbuchstaben oder Ziffern.',
  'error.unknown_colour': 'Diese Farbe gibt es in der Palette nicht. Bitte eine andere wählen.',
  'error.invalid_hours': 'Zeiten müssen enden, nachdem sie begonnen haben, und innerhalb eines Tages liegen.',
  'error.hours_overlap': 'Zwei Zeiten desselben Tages überschneiden sich. Bitte eine ändern.',
  'error.pair_not_needed':
    'Diese Leistung hat keinen solchen Arbeitsschritt für diese Person; es wurde nichts zugeordnet.',
  'error.unknown_event_type':
    'Diesen Ereignistyp gibt es nicht, oder der Schlüssel sieht ihn nicht. Bitte die Nummer prüfen.',
  'error.event_type_not_ours':
    'Dieser Ereignistyp gehört nicht dem verbundenen Team. Bitte einen anderen nehmen.',
  'error.invalid_part':
    'Ein Arbeitsschritt wird als „Auftragen 30: Anna“ angegeben, eine Einwirkzeit als „gap 30“.',
  'error.invalid_price': 'Ein Preis wird als 45 oder 45,00 angegeben.',
  'error.invalid_sheet':
    'Diese Datei lässt sich nicht lesen oder ist kein solches Dokument. Es wurde nichts geändert; bitte eine Datei nehmen, die Kamm so ausgegeben hat.',
  'error.store_missing': 'Hier gibt es noch kein Buch. „kamm init“ legt eines an.',
  'error.store_older':
    'Dieses Buch stammt von einem älteren Kamm. Bitte Kamm einmal starten, dann wird es umgestellt.',
  'error.not_empty': 'Hier ist schon etwas eingetragen. Muster kommen nur in ein leeres Buch.',
  'error.invalid_profile': 'Ein Profil heißt nur aus Kleinbuchstaben, Ziffern und Bindestrichen.',
  'error.no_home': 'Dieses System hat keinen Ordner für Programmdaten. Bitte --data-dir angeben.',
  'error.no_room': 'Diese Adresse ist schon belegt. Bitte eine andere nehmen.',
  'error.not_a_demo': 'Das geht nur in der Vorführung; hier wurde nichts geändert.',
  'error.keychain_no_keyring':
    'Im Schlüsselbund ist noch kein Bund angelegt. Bitte einmal einrichten und noch einmal versuchen.',
  'error.keychain_read_only':
    'Der Schlüssel kommt aus der Umgebung und wird nie gespeichert. Ändern lässt er sich nur dort.',
  'error.key_invalid': 'Das kann kein Schlüssel von Cal.com sein. Bitte ihn in Cal.com vollständig kopieren.',
  'error.team_needed': 'Der Schlüssel gehört zu mehreren Teams. Bitte eines wählen.',
  'error.calcom_refused':
    'Cal.com hat das abgelehnt. Was schon eingerichtet ist, bleibt. Bitte die Angaben und die Rechte des Schlüssels prüfen.',
  'error.book_not_empty':
    'Nur ein leeres Buch lässt sich aus Cal.com wiederherstellen. In diesem stehen schon Mitarbeitende, Leistungen oder Termine; es bleibt, wie es ist.',
  'error.no_match':
    'Dieses Konto passt hier nicht: Es gehört schon jemandem, oder es fehlt im Team. Bitte ein anderes wählen.',
  'error.unknown_remedy':
    'Das ist keine Abhilfe; der Eintrag bleibt offen. Was hilft, steht in der Prüfliste bei jedem Eintrag.',
  'error.service_without_hosts':
    'In Cal.com macht niemand diese Leistung: Bitte zuerst unter Einrichtung das Team zuordnen.',
  'error.slug_in_use':
    'An der Adresse dieser Leistung steht in Cal.com schon ein anderer Ereignistyp; er bleibt, wie er ist. Bitte ihn übernehmen oder in Cal.com umbenennen.',
  'error.no_window':
    'Auf diesem Computer lässt sich kein Fenster öffnen. Das Buch bleibt, wie es ist; im Terminal geht Kamm auch ohne.',
  'error.export_failed': 'Die Datei ließ sich nicht schreiben. Ist noch Platz im Ordner für Downloads?',
  'error.import_too_large':
    'Diese Datei ist zu groß: höchstens 8 MB und 50 000 Zeilen. Bitte in mehrere teilen.',
  'error.import_no_table':
    'In dieser Datei ist keine Tabelle mit Überschriften. Bitte sie als CSV speichern, mit einer Zeile Überschriften.',
  'error.import_no_calendar':
    'Diese Datei ist kein Kalender (ICS). Bitte im anderen Programm als ICS ausgeben.',
  'error.import_columns_missing':
    'Es fehlen Spalten, ohne die keine Zeile zu verstehen ist. Bitte angeben, welche Spalte was bedeutet.',
  'error.import_mapping': 'Diese Zuordnung passt nicht zur Datei. Bitte die Datei noch einmal wählen.',
  'error.import_unreadable':
    'Diese Datei lässt sich nicht lesen; übernommen wurde nichts. Bitte eine andere wählen.',
  'error.import_left_unwritable':
    'Die Datei für die übrigen Zeilen lässt sich nicht schreiben, oder es gibt sie schon. Bitte einen anderen Namen nehmen.',
  'error.import_map': 'Eine Spalte wird als „Was=service“ angegeben, mit einer Überschrift aus der Datei.',
  'error.no_schedule':
    'In Cal.com sind für diese Person keine Arbeitszeiten hinterlegt; hier bleiben sie, wie sie sind. Bitte von Hand eintragen.',
  'error.other_zone':
    'Diese Arbeitszeiten gehen in Cal.com nach einer anderen Zeitzone als der Salon. Sie wurden nicht übernommen; bitte die Zeitzone hier oder dort ändern.',
  'error.zone_with_appointments':
    'Es sind schon Termine gebucht: Sie bleiben im selben Augenblick und stünden danach zu einer anderen Uhrzeit im Buch.',
  'error.internal':
    'Da ist etwas schiefgegangen. Bitte nachsehen, ob es trotzdem geschehen ist, bevor Sie es noch einmal versuchen.',
  'error.other':
    'Das hat nicht geklappt ({code}). Bitte nachsehen, ob es trotzdem geschehen ist, bevor Sie es noch einmal versuchen.',
} as const;
