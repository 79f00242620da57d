//! The text that LaTeX makes of the value of a field.

use unicode_normalization::char::compose;

/// Commands of one sign that put an accent on the letter behind them, with the accent.
const ACCENTS: [(&str, char); 13] = [
    ("'", '\u{301}'),
    ("`", '\u{300}'),
    ("^", '\u{302}'),
    ("\"", '\u{308}'),
    ("~", '\u{303}'),
    ("=", '\u{304}'),
    (".", '\u{307}'),
    ("c", '\u{327}'),
    ("v", '\u{30c}'),
    ("u", '\u{306}'),
    ("H", '\u{30b}'),
    ("r", '\u{30a}'),
    ("k", '\u{328}'),
];

/// Commands that stand for a character.
const CHARACTERS: [(&str, &str); 30] = [
    ("textbackslash", "\\"),
    ("textbraceleft", "{"),
    ("textbraceright", "}"),
    ("textasciicircum", "^"),
    ("textasciitilde", "~"),
    ("textquotedblleft", "“"),
    ("textquotedblright", "”"),
    ("textquoteleft", "‘"),
    ("textquoteright", "’"),
    ("textquotesingle", "'"),
    ("textquotedbl", "\""),
    ("textendash", "–"),
    ("textemdash", "—"),
    ("textellipsis", "…"),
    ("ldots", "…"),
    ("dots", "…"),
    ("texteuro", "€"),
    ("pounds", "£"),
    ("textless", "<"),
    ("textgreater", ">"),
    ("textbar", "|"),
    ("textunderscore", "_"),
    ("ss", "ß"),
    ("o", "ø"),
    ("O", "Ø"),
    ("ae", "æ"),
    ("AE", "Æ"),
    ("l", "ł"),
    ("L", "Ł"),
    ("i", "ı"),
];

/// Signs that TeX joins to one, longer ones first.
const JOINED: [(&str, &str); 4] = [("---", "—"), ("--", "–"), ("``", "“"), ("''", "”")];

/// The text of a value, with or without the brackets around it. Commands that are not known
/// are left out and what they are given stays.
pub(super) fn text_of(value: &str) -> String {
    let is_quoted = value.len() > 1 && value.starts_with('"') && value.ends_with('"');
    let mut remaining =
        if is_quoted { value.get(1..value.len() - 1).unwrap_or_default() } else { value };
    let mut text = String::with_capacity(remaining.len());
    let mut accent = None;
    while let Some(c) = remaining.chars().next() {
        remaining = remaining.get(c.len_utf8()..).unwrap_or_default();
        if c == '\\' {
            remaining = command(remaining, &mut text, &mut accent);
            continue;
        }
        let joined = JOINED.iter().find(|(signs, _)| {
            signs.starts_with(c) && remaining.starts_with(signs.get(1..).unwrap_or_default())
        });
        match (c, joined) {
            ('{' | '}' | '$', _) => continue,
            ('~', _) => text.push('\u{a0}'),
            (_, Some((signs, sign))) => {
                text.push_str(sign);
                remaining = remaining.get(signs.len() - 1..).unwrap_or_default();
            }
            (c, None) => text.push(c),
        }
        put(accent.take(), &mut text);
    }
    text
}

/// Puts an accent on the last letter of a text.
fn put(accent: Option<char>, text: &mut String) {
    let (Some(accent), Some(letter)) = (accent, text.chars().next_back()) else { return };
    match compose(letter, accent) {
        Some(composed) => {
            text.pop();
            text.push(composed);
        }
        None => text.push(accent),
    }
}

/// Reads a command from behind its backslash, and gives what stands behind it.
fn command<'t>(behind: &'t str, text: &mut String, accent: &mut Option<char>) -> &'t str {
    let letters = behind.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(behind.len());
    let length =
        if letters > 0 { letters } else { behind.chars().next().map_or(0, char::len_utf8) };
    let (name, mut behind) = behind.split_at_checked(length).unwrap_or_default();
    if letters > 0 {
        // TeX passes over blanks behind a word.
        behind = behind.trim_start();
    }
    if behind.starts_with("{}") && letters == 0 {
        // An accent on nothing is the sign itself.
        text.push_str(name);
    } else if let Some((_, of)) = ACCENTS.iter().find(|(command, _)| *command == name) {
        *accent = Some(*of);
    } else if let Some((_, character)) = CHARACTERS.iter().find(|(command, _)| *command == name) {
        let is_base = name == "i" && accent.is_some();
        text.push_str(if is_base { "i" } else { character });
        put(accent.take(), text);
    } else if letters == 0 {
        text.push_str(if name == "\\" { " " } else { name });
    }
    behind
}

#[cfg(test)]
mod tests {
    use super::text_of;

    #[test]
    fn texts() {
        let cases = [
            ("{Six {Tugs}}", "Six Tugs"),
            ("\"Six {Tugs}\"", "Six Tugs"),
            ("{100\\% \\& \\$5 \\#1 a\\_b}", "100% & $5 #1 a_b"),
            ("{\\textbackslash{}x\\textbraceleft{}y\\textbraceright{}}", "\\x{y}"),
            ("{a--b---c -{}- d}", "a–b—c -- d"),
            ("{``so'' '{}'}", "“so” ''"),
            ("{caf\\'e caf\\'{e} caf{\\'e} \\\"{u}ber \\c{c}a \\v{c}}", "café café café über ça č"),
            ("{\\'\\i{} \\'{\\i}x}", "í íx"),
            ("{\\emph{so} \\o{} \\ss{}}", "so ø ß"),
            ("{\\textasciitilde{}\\textasciicircum{} a~b}", "~^ a\u{a0}b"),
            ("{unclosed \\", "unclosed "),
            ("{\\~{}x \\\\ y}", "~x   y"),
            ("", ""),
        ];
        for (value, text) in cases {
            assert_eq!(text_of(value), text, "{value}");
        }
    }
}
