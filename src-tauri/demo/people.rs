//! Customers of the demo salon. None of them exists: the phone numbers lie in the block that the German regulator keeps free
//! for films, the addresses in a domain that can belong to nobody.

/// A fictitious customer.
pub(super) struct Guest {
    /// Full name.
    pub(super) name: &'static str,
    /// Last three digits of the phone number.
    pub(super) extension: u16,
    /// Whether they left an e-mail address.
    pub(super) email: bool,
}

const fn guest(name: &'static str, extension: u16, email: bool) -> Guest {
    Guest {
        name,
        extension,
        email,
    }
}

/// Everybody who comes to the demo salon.
pub(super) const GUESTS: [Guest; 40] = [
    guest("Monika Beispiel", 101, true),
    guest("Jonas Beispiel", 101, false),
    guest("Sabine Sommer", 102, true),
    guest("Ayşe Arslan", 103, true),
    guest("Renate Keller", 104, false),
    guest("Emre Yıldız", 105, true),
    guest("Peter Wagner", 106, false),
    guest("Derya Öztürk", 107, true),
    guest("Karl Lehmann", 108, false),
    guest("Helga Probst", 109, false),
    guest("Zoë Brandt", 110, true),
    guest("Jürgen Groß", 111, true),
    guest("Olena Kowalenko", 112, true),
    guest("Fatma Demir", 113, false),
    guest("Ingrid Vogel", 114, false),
    guest("Luca Romano", 115, true),
    guest("Charlotte Weber", 116, true),
    guest("Matteo Weber", 116, false),
    guest("Ulrike Neumann", 117, true),
    guest("Björn Hansen", 118, true),
    guest("Nadja Petrović", 119, true),
    guest("Theo Schäfer", 120, false),
    guest("Gisela Krüger", 121, false),
    guest("Thi Lan Nguyen", 122, true),
    guest("Sophie Lorenz", 123, true),
    guest("Hannah Böhm", 124, true),
    guest("Walter Frank", 125, false),
    guest("Amira Haddad", 126, true),
    guest("Paul Richter", 127, true),
    guest("Mia Richter", 127, false),
    guest("Erika Seidel", 128, false),
    guest("Anton Maier", 129, true),
    guest("Carla Costa", 130, true),
    guest("Dieter Busch", 131, false),
    guest("Valentina Greco", 132, true),
    guest("Rosa Lindholm", 133, true),
    guest("Felix Jansen", 134, true),
    guest("Katarzyna Nowak", 135, true),
    guest("Bernd Pohl", 136, false),
    guest("Lieselotte Ahrens", 137, false),
];

impl Guest {
    /// As the desk would write it down.
    pub(super) fn phone(&self) -> String {
        format!("030 23125 {}", self.extension)
    }

    /// Under a domain that is reserved for examples.
    pub(super) fn email(&self) -> Option<String> {
        self.email
            .then(|| format!("gast{}@beispiel.example", self.extension))
    }
}
