//! Tables of runs.

use super::*;
use crate::config::Language;
use crate::lexicon::Lexicon;

/// Runs with "+" between their words, then what single words of them count.
fn check_whole(text: &str, whole: bool, expected: &str) {
    let analyzer = Analyzer::new(Language::English, &Lexicon::default());
    let analysis = analyzer.analyze_query(text);
    let runs = runs(text, &analysis, &analyzer, &vec![true; analysis.len()], whole);
    let matcher = |alternative: &Alternative| match &alternative.matcher {
        Matcher::Stems(stems) => stems.join("+"),
        Matcher::Stem(stem) => stem.clone(),
        other => format!("{other:?}"),
    };
    let spelt = |run: &Run| run.alternatives.iter().map(matcher).collect::<Vec<_>>().join("|");
    let mut out: Vec<String> = runs.all.iter().map(spelt).collect();
    for word in analysis.words() {
        if let Some(weight) = runs.alone(word.position as usize).filter(|&alone| alone > 0.0) {
            out.push(format!("{}={weight}", word.stem));
        }
    }
    assert_eq!(out.join(" "), expected, "{text}");
}

fn check(text: &str, expected: &str) {
    check_whole(text, false, expected);
}

#[test]
fn letters_and_words() {
    check("R&D spending", "r+d");
    check("AT&T", "at+t");
    check("QVYD.L", "qvyd+l qvyd=0.3");
    check("Al-Bashir", "al+bashir|albashir bashir=0.3");
    check("over-flight rights", "over+flight|overflight flight=1");
    check("arms-embargo", "arm+embargo|armsembargo arm=1 embargo=1");
    check("and/or", "");
    check("a 24/7 shop", "24+7");
    check("press.office@army.mil", "press+offic+armi+mil press=1 offic=1 armi=1 mil=1");
    check("#StopTheWar", "stopthewar|stop+the+war");
    check("Al Bashir said", "al+bashir|albashir bashir=1");
    check("al Qaeda", "al+qaeda|alqaeda qaeda=1");
    check("el x, al", "");
    check("2014-2015", "2014+2015 2014=1 2015=1");
}

#[test]
fn words_apart() {
    check("arms embargo", "");
    check("Iran,Syria", "");
    check("deal...lifted", "");
    check("deal — lifted", "");
    check("C++ O'Rourke", "");
}

#[test]
fn figures_and_units() {
    check("30mm", "30+mm|30mm");
    check("30 mm cannon", "30+mm");
    check("30-mm-cannon", "30+mm");
    check("250 km/h", "250+km+h");
    check("at 250km/h over", "250+km+h|250kmh");
    check("5m tall", "5+m|5m");
    check("$5m", "5+m|5+million|5+mln|5+mn|5m");
    check("€1.5bn loan", "1.5+bn|1.5+billion|1.5+bln|1.5bn");
    check("300 mln loan", "300+mln|300+million|300+mn|300+m");
    check("20pc rise", "20+pc|20+percent|20+pct|20+per+cent");
    check("30% owned", "30+percent|30+pct|30+per+cent|30+pc");
    check("30 percent", "30+percent|30+pct|30+per+cent|30+pc");
    check("30 per cent of", "30+per+cent|30+percent|30+pct|30+pc");
    check("30 per head", "");
    check("7.62x39mm", "7.62+x+39+mm 7.62=0.3");
    check("7.62 x 39 mm rounds", "7.62+x+39+mm 7.62=1");
    check("x 39", "");
    check("30 men", "");
    check("30 in the", "");
    check("30in gun", "");
}

#[test]
fn scripts_without_blanks() {
    check("直升机", "直+升+机");
    check("武装直升机", "武+装 装+直 直+升 升+机");
    check("直升机 武装", "直+升+机 武+装");
    check("机", "");
    check("ロシア製", "ロシア+製 ロシア=1");
    check("直升机Mi", "直+升+机");
    check_whole("武装直升机", true, "武+装+直+升+机");
    check_whole("arms-embargo", true, "arm+embargo|armsembargo");
}
