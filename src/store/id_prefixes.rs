//! The heads of document ids: eight bytes after what all ids of a segment
//! begin with. Most ids of different segments are put in order by them, which
//! is a thousand times cheaper than to spell the ids out.

use tantivy::columnar::StrColumn;

/// Of each id, by its number in the segment's dictionary.
#[derive(Debug, Default)]
pub(crate) struct IdPrefixes {
    /// What all ids begin with.
    common: Vec<u8>,
    id_prefixes: Vec<u64>,
}

impl IdPrefixes {
    /// Reads the dictionary once; an id takes 8 bytes.
    pub(super) fn read(ids: &StrColumn) -> std::io::Result<Self> {
        let common = common_beginning(ids)?;
        let mut id_prefixes = Vec::with_capacity(ids.num_terms());
        let mut stream = ids.dictionary().stream()?;
        while stream.advance() {
            id_prefixes.push(head(stream.key().get(common.len()..).unwrap_or_default()));
        }
        Ok(Self { common, id_prefixes })
    }

    /// Whether heads of this segment and of another can be compared: where all
    /// ids of one begin as those of the other and go on, they cannot.
    pub(crate) fn comparable(&self, other: &Self) -> bool {
        let (one, other) = (&self.common, &other.common);
        one == other || !(one.starts_with(other) || other.starts_with(one))
    }

    /// What stands for an id: less where the id is less, equal where that is
    /// not known.
    pub(crate) fn of(&self, id: u64) -> (&[u8], u64) {
        let head = usize::try_from(id).ok().and_then(|id| self.id_prefixes.get(id));
        (&self.common, head.copied().unwrap_or(0))
    }
}

/// What the first and the last id begin with: the dictionary is in order.
fn common_beginning(ids: &StrColumn) -> std::io::Result<Vec<u8>> {
    let (mut first, mut last) = (Vec::new(), Vec::new());
    if let Some(number) = (ids.num_terms() as u64).checked_sub(1) {
        ids.dictionary().ord_to_term(0, &mut first)?;
        ids.dictionary().ord_to_term(number, &mut last)?;
    }
    let same = first.iter().zip(&last).take_while(|(a, b)| a == b).count();
    first.truncate(same);
    Ok(first)
}

/// The first eight bytes as a number; what is missing is 0, which stands
/// before all else. Where two are equal the ids may differ.
fn head(id: &[u8]) -> u64 {
    let mut bytes = [0; 8];
    for (slot, byte) in bytes.iter_mut().zip(id) {
        *slot = *byte;
    }
    u64::from_be_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering::{self, Equal, Greater, Less};

    use super::*;

    fn id_prefixes(common: &str, ids: &[&str]) -> IdPrefixes {
        let rest = |id: &&str| head(id.as_bytes().get(common.len()..).unwrap_or_default());
        IdPrefixes { common: common.into(), id_prefixes: ids.iter().map(rest).collect() }
    }

    #[test]
    fn in_the_order_of_ids() {
        let check = |one: &IdPrefixes, other: &IdPrefixes, expected: Option<Ordering>| {
            let order = one.of(0).cmp(&other.of(0));
            assert_eq!(one.comparable(other).then_some(order), expected);
        };
        check(&id_prefixes("rfc", &["rfc7"]), &id_prefixes("rfc", &["rfc10"]), Some(Greater));
        check(&id_prefixes("rfc", &["rfc"]), &id_prefixes("rfc", &["rfc\0"]), Some(Equal));
        check(&id_prefixes("", &["abcdefgh1"]), &id_prefixes("", &["abcdefgh2"]), Some(Equal));
        check(&id_prefixes("a", &["ab"]), &id_prefixes("b", &["ba"]), Some(Less));
        check(&id_prefixes("a", &["az"]), &id_prefixes("ab", &["abc"]), None);
    }
}
