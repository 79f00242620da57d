//! Character references of HTML that stand in a text as typed: `&amp;`,
//! `&#8217;`, `&eacute;`.

/// Named references that articles have, without letters with accents.
const NAMES: [(&str, &str); 31] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", "\u{a0}"),
    ("ensp", "\u{2002}"),
    ("emsp", "\u{2003}"),
    ("thinsp", "\u{2009}"),
    ("shy", "\u{ad}"),
    ("zwnj", "\u{200c}"),
    ("zwj", "\u{200d}"),
    ("lrm", "\u{200e}"),
    ("rlm", "\u{200f}"),
    ("hyphen", "\u{2010}"),
    ("ndash", "\u{2013}"),
    ("mdash", "\u{2014}"),
    ("lsquo", "\u{2018}"),
    ("rsquo", "\u{2019}"),
    ("ldquo", "\u{201c}"),
    ("rdquo", "\u{201d}"),
    ("laquo", "\u{ab}"),
    ("raquo", "\u{bb}"),
    ("bull", "\u{2022}"),
    ("middot", "\u{b7}"),
    ("hellip", "\u{2026}"),
    ("euro", "\u{20ac}"),
    ("pound", "\u{a3}"),
    ("copy", "\u{a9}"),
    ("reg", "\u{ae}"),
    ("trade", "\u{2122}"),
];

/// Named letters that are no letter with an accent.
const LETTERS: [(&str, &str); 9] = [
    ("szlig", "ß"),
    ("aelig", "æ"),
    ("AElig", "Æ"),
    ("oelig", "œ"),
    ("OElig", "Œ"),
    ("oslash", "ø"),
    ("Oslash", "Ø"),
    ("eth", "ð"),
    ("thorn", "þ"),
];

/// The ends of names of letters with an accent (`&eacute;`), with its mark.
const ACCENTS: [(&str, char); 7] = [
    ("acute", '\u{301}'),
    ("grave", '\u{300}'),
    ("circ", '\u{302}'),
    ("uml", '\u{308}'),
    ("tilde", '\u{303}'),
    ("cedil", '\u{327}'),
    ("caron", '\u{30c}'),
];

/// The longest reference, in bytes: "&#x10FFFF;" and "&hellip;" are shorter.
const MAX_BYTES: usize = 12;

/// The reference that `text` begins with: its length in bytes, and what it
/// stands for. `None` where there is none that is known.
pub(super) fn at_start(text: &str) -> Option<(usize, String)> {
    let body = text.strip_prefix('&')?;
    let end = body.bytes().take(MAX_BYTES).position(|byte| byte == b';')?;
    let name = body.get(..end)?;
    let meaning = match name.strip_prefix('#') {
        Some(number) => numbered(number)?.to_string(),
        None => named(name)?,
    };
    // The sign, the name and the semicolon.
    Some((end + 2, meaning))
}

/// The character of a decimal or hexadecimal number.
fn numbered(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).filter(|c| !c.is_control() || c.is_whitespace())
}

fn named(name: &str) -> Option<String> {
    let is_name = |(known, _): &&(&str, &str)| *known == name;
    if let Some((_, meaning)) = NAMES.iter().chain(&LETTERS).find(is_name) {
        return Some((*meaning).to_owned());
    }
    let letter = name.chars().next().filter(char::is_ascii_alphabetic)?;
    let accent = name.get(1..)?;
    let (_, mark) = ACCENTS.iter().find(|(known, _)| *known == accent)?;
    Some(String::from_iter([letter, *mark]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references() {
        let check = |text: &str, expected: Option<(usize, &str)>| {
            let read = at_start(text);
            let read = read.as_ref().map(|(length, meaning)| (*length, meaning.as_str()));
            assert_eq!(read, expected, "{text:?}");
        };
        check("&amp;T", Some((5, "&")));
        check("&#8217;s", Some((7, "’")));
        check("&#x2019;s", Some((8, "’")));
        check("&#39;", Some((5, "'")));
        check("&nbsp;m", Some((6, "\u{a0}")));
        check("&eacute;", Some((8, "e\u{301}")));
        check("&szlig;", Some((7, "ß")));
        check("&T", None);
        check("&D;", None);
        check("& amp;", None);
        check("&#;", None);
        check("&#xD800;", None);
        check("&#0;", None);
        check("&unknown;", None);
        check("&amp", None);
        check("&averyveryverylongname;", None);
        check("&é;", None);
    }
}
