//! The words of a file's name, which people join by any sign or by none.

/// A name in two readings: with signs of joining as blanks, and with a blank
/// wherever letters, figures and capitals meet as well. `mi35_contractSigned2014`
/// is `mi35 contractSigned2014` and `mi 35 contract Signed 2014`.
pub(crate) fn readings(name: &str) -> [String; 2] {
    let blank = |c: char| if matches!(c, '_' | '+' | '~' | '=') { ' ' } else { c };
    [name.chars().map(blank).collect(), in_pieces(name)]
}

fn in_pieces(name: &str) -> String {
    let mut pieces = String::with_capacity(name.len() + 8);
    let mut before = ' ';
    let mut characters = name.chars().peekable();
    while let Some(character) = characters.next() {
        if character.is_alphanumeric() {
            let after = characters.peek().copied().unwrap_or(' ');
            if is_joint(before, character, after) {
                pieces.push(' ');
            }
            pieces.push(character);
        } else {
            pieces.push(' ');
        }
        before = character;
    }
    pieces
}

/// Whether a piece of a word begins with this character.
fn is_joint(before: char, character: char, after: char) -> bool {
    let meet = |left: fn(char) -> bool, right: fn(char) -> bool| left(before) && right(character);
    meet(char::is_alphabetic, char::is_numeric)
        || meet(char::is_numeric, char::is_alphabetic)
        || meet(char::is_lowercase, char::is_uppercase)
        // The R of "XMLReport".
        || meet(char::is_uppercase, char::is_uppercase) && after.is_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        let cases = [
            ("mi35_contract-2014", "mi35 contract-2014", "mi 35 contract 2014"),
            ("armsEmbargoLifted", "armsEmbargoLifted", "arms Embargo Lifted"),
            ("XMLReport2", "XMLReport2", "XML Report 2"),
            ("Mi-35M+deal", "Mi-35M deal", "Mi 35 M deal"),
            ("доклад_2014", "доклад 2014", "доклад 2014"),
            ("", "", ""),
        ];
        for (name, joined, pieces) in cases {
            assert_eq!(readings(name), [joined, pieces], "{name}");
        }
    }
}
