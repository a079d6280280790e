//! What passes for an e-mail address: a pattern, nothing more.

/// Letters, digits and `_ + - . '` before the at sign (no dot first or last, none doubled), a dotted domain of letters, digits and hyphens after it, and a top level of at least two letters.
pub(crate) fn looks_like_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let local_fits = !local.is_empty()
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "_+-.'".contains(c));
    local_fits && looks_like_domain(domain)
}

fn looks_like_domain(domain: &str) -> bool {
    let Some((labels, top)) = domain.rsplit_once('.') else {
        return false;
    };
    let label_fits = |label: &str| {
        label.starts_with(|c: char| c.is_ascii_alphanumeric())
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    top.len() >= 2
        && top.chars().all(|c| c.is_ascii_alphabetic())
        && labels.split('.').all(label_fits)
}

#[cfg(test)]
mod tests {
    use super::looks_like_email;

    #[test]
    fn the_pattern_takes_placeholders_and_refuses_what_the_real_one_refuses() {
        for good in [
            "kunde@ohne-mail.invalid",
            "erika+4711@kundin.example",
            "Erika@Kundin.Example",
            "49171@sms.cal.com",
        ] {
            assert!(looks_like_email(good), "{good}");
        }
        for bad in [
            "keine-mail",
            "x@localhost",
            "jürgen@kundin.example",
            "erika@kundin.example ",
            "@a.de",
            ".a@b.de",
        ] {
            assert!(!looks_like_email(bad), "{bad}");
        }
    }
}
