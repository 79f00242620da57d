//! Cyrillic designations read as Latin ones, by sound or by shape.
//!
//! A Russian text writes `Су-35С` for Su-35S: the letters stand for sounds. A
//! Latin text from a Cyrillic keyboard or from OCR has `С-130` with a Cyrillic
//! letter for C-130: the letters stand for shapes.

use super::chars::is_letter;

/// How the Cyrillic letters of a designation are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// By sound: `С` is s, `Х` is kh.
    Sound,
    /// By shape: `С` is c, `Х` is x.
    Shape,
}

/// The lower-case Latin key of `letters`: digits stay, other characters that
/// are not letters are left out. `None` if a letter has no such reading.
pub(super) fn key(letters: &str, reading: Reading) -> Option<String> {
    let mut key = String::with_capacity(letters.len());
    for c in letters.chars() {
        if c.is_ascii_alphanumeric() {
            key.push(c.to_ascii_lowercase());
        } else if is_letter(c) {
            match reading {
                Reading::Sound => key.push_str(sound(c)?),
                Reading::Shape => key.push(shape(c)?),
            }
        }
    }
    Some(key)
}

/// Whether `letters` has a Latin letter, and whether it has a Cyrillic one.
pub(super) fn scripts(letters: &str) -> (bool, bool) {
    let has_latin = letters.chars().any(|c| c.is_ascii_alphabetic());
    let has_cyrillic = letters.chars().any(|c| !c.is_ascii() && is_letter(c));
    (has_latin, has_cyrillic)
}

/// The Latin letters for the sound of a Cyrillic letter, as designations are
/// transliterated: `Х` is kh in Kh-31, `Ш` is sh in Mi-8AMTSh.
pub(super) fn sound(c: char) -> Option<&'static str> {
    Some(match lower_case(c) {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' => "g",
        'д' => "d",
        'е' | 'ё' | 'э' | 'є' => "e",
        'ж' => "zh",
        'з' => "z",
        'и' | 'і' | 'ї' => "i",
        'й' | 'ы' => "y",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' | 'ѕ' => "s",
        'т' => "t",
        'у' => "u",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ю' => "yu",
        'я' => "ya",
        'ј' => "j",
        _ => return None,
    })
}

/// The Latin letter that has the shape of a Cyrillic one.
fn shape(c: char) -> Option<char> {
    Some(match lower_case(c) {
        'а' => 'a',
        'в' => 'b',
        'е' | 'ё' => 'e',
        'к' => 'k',
        'м' => 'm',
        'н' => 'h',
        'о' => 'o',
        'р' => 'p',
        'с' => 'c',
        'т' => 't',
        'у' => 'y',
        'х' => 'x',
        'і' | 'ї' => 'i',
        'ј' => 'j',
        'ѕ' => 's',
        _ => return None,
    })
}

/// The lower-case letter; Cyrillic letters have exactly one.
fn lower_case(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_word_two_readings() {
        for (letters, by_sound, by_shape) in [
            ("Ми", Some("mi"), None),
            ("МиГ", Some("mig"), None),
            ("С", Some("s"), Some("c")),
            ("АН", Some("an"), Some("ah")),
            ("Х", Some("kh"), Some("x")),
            ("AМТШ", Some("amtsh"), None),
            ("V5", Some("v5"), Some("v5")),
            ("Ь", None, None),
        ] {
            assert_eq!(key(letters, Reading::Sound).as_deref(), by_sound, "{letters} by sound");
            assert_eq!(key(letters, Reading::Shape).as_deref(), by_shape, "{letters} by shape");
        }
    }
}
