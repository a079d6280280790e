//! Bytes to text: what a spreadsheet of this country writes when nobody asked how.

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use serde::Serialize;
use ts_rs::TS;

/// In which encoding a file was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, rename = "FileEncoding")]
pub enum Encoding {
    /// With or without a byte order mark.
    Utf8,
    /// "Unicode text" of older spreadsheets, known by its byte order mark.
    Utf16,
    /// What German Windows has always written.
    Windows1252,
}

/// The text of a file. A byte order mark decides; else what is valid UTF-8 is UTF-8, because no German text in another encoding
/// happens to be; else it is Windows-1252, in which every byte means something.
#[must_use]
pub fn decode(bytes: &[u8]) -> (String, Encoding) {
    if let Some((marked, length)) = encoding_rs::Encoding::for_bom(bytes) {
        let (text, _) = marked.decode_without_bom_handling(bytes.get(length..).unwrap_or_default());
        let encoding = match marked {
            _ if marked == UTF_16LE || marked == UTF_16BE => Encoding::Utf16,
            _ => Encoding::Utf8,
        };
        return (text.into_owned(), encoding);
    }
    match UTF_8.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => (text.into_owned(), Encoding::Utf8),
        None => {
            let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
            (text.into_owned(), Encoding::Windows1252)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn umlauts_survive_whoever_wrote_them() {
        let utf16: Vec<u8> = "\u{feff}Jürgen"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        for (bytes, encoding) in [
            ("Jürgen".as_bytes(), Encoding::Utf8),
            ("\u{feff}Jürgen".as_bytes(), Encoding::Utf8),
            (b"J\xfcrgen".as_slice(), Encoding::Windows1252),
            (utf16.as_slice(), Encoding::Utf16),
        ] {
            assert_eq!(decode(bytes), ("Jürgen".to_owned(), encoding));
        }
        assert_eq!(decode(b"45 \x80").0, "45 €");
    }
}
