//! Sentences with designations, and with text that only looks like one.

use super::{Designators, Mode};
use crate::lexicon::{Family, Lexicon};

/// A lexicon with these designations; after a colon the variants.
pub(super) fn lexicon() -> Lexicon {
    let mut lexicon = Lexicon::default();
    for line in [
        "Mi-8",
        "Mi-17:Mi-171Sh,Mi-8MTV",
        "Mi-24",
        "Mi-28",
        "Mi-35",
        "Ka-52",
        "Su-30:Su-30MKI",
        "Su-35",
        "MiG-29",
        "Yak-130",
        "Tu-154",
        "Il-76",
        "An-26",
        "Kh-31",
        "S-300",
        "S-400",
        "T-90",
        "F-16",
        "F/A-18",
        "C-130",
        "P-8",
        "E-3",
        "A-10",
        "A-109",
        "AH-64:WAH-64",
        "UH-60",
        "CH-47",
        "AS-350",
        "JF-17",
        "RD-93",
        "GSM-102",
        "PL-480",
        "SS-N-22",
        "Bell-412",
        "Type 45",
        "Project 877",
        "Mirage 2000",
        "He-111",
        "TV-3",
        "Tor:Tor-M1",
        "Iskander",
        "K-MAX",
        "9K331",
        "CAESAR",
        "P-500",
        "Sea King",
        "Project 20380",
    ] {
        let (designation, variants) = line.split_once(':').unwrap_or((line, ""));
        let variants = variants.split(',').filter(|variant| !variant.is_empty());
        let family =
            Family { variants: variants.map(str::to_owned).collect(), ..Family::default() };
        lexicon.families.insert(designation.to_owned(), family);
    }
    lexicon
}

/// Compares the designators with `surface=exact/family|…`; a failure shows all
/// cases that differ.
fn check(mode: Mode, cases: &[(&str, &str)]) {
    let designators = Designators::new(&lexicon());
    let mut failures = Vec::new();
    for &(text, expected) in cases {
        let recognised: Vec<String> = designators
            .recognise(text, mode)
            .iter()
            .map(|d| format!("{}={}/{}", d.span.of(text).unwrap(), d.exact, d.family))
            .collect();
        let recognised = recognised.join("|");
        if recognised != expected {
            failures.push(format!("{text:?}\n  expected {expected}\n  found    {recognised}"));
        }
    }
    assert!(failures.is_empty(), "{} cases:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn joined_in_text() {
    check(
        Mode::Text,
        &[
            ("Mil Mi-35M gunships", "Mi-35M=mi35m/mi35"),
            ("the MI35 which", "MI35=mi35/mi35"),
            ("MI-35s are", "MI-35s=mi35/mi35"),
            ("the Mi-35's rotor", "Mi-35's=mi35/mi35"),
            ("the Mi-35’s rotor", "Mi-35’s=mi35/mi35"),
            ("four Mi\u{2013}35M", "Mi\u{2013}35M=mi35m/mi35"),
            ("four Mi\u{2011}35M", "Mi\u{2011}35M=mi35m/mi35"),
            ("four Mi\u{2212}35M", "Mi\u{2212}35M=mi35m/mi35"),
            ("a mi-35m, he wrote", "mi-35m=mi35m/mi35"),
            ("the ‘Mi-35’ itself", "Mi-35=mi35/mi35"),
            ("(Mi-35)", "Mi-35=mi35/mi35"),
            ("ex-Mi-35 crews", "Mi-35=mi35/mi35"),
            ("Mi-35-equipped units", "Mi-35=mi35/mi35"),
            ("Mi-35.\nNext", "Mi-35=mi35/mi35"),
            ("Russia.Mi-35 is", "Mi-35=mi35/mi35"),
            ("bought Mi-35.12 Others", "Mi-35=mi35/mi35"),
            ("购买Mi-35直升机", "Mi-35=mi35/mi35"),
            ("Ｍｉ－３５Ｍ", "Ｍｉ－３５Ｍ=mi35m/mi35"),
            ("Mi-24/Mi-35", "Mi-24=mi24/mi24|Mi-35=mi35/mi35"),
            ("Mi-8/17 fleet", "Mi-8=mi8/mi8|17=mi17/mi17"),
            ("the Mi-17-V5 and Mi-17V-5", "Mi-17-V5=mi17v5/mi17|Mi-17V-5=mi17v5/mi17"),
            ("a Mi-8MTV-1", "Mi-8MTV-1=mi8mtv1/mi8"),
            ("a Mi-8AMTSh", "Mi-8AMTSh=mi8amtsh/mi8"),
            ("a Mi-171Sh", "Mi-171Sh=mi171sh/mi17"),
            ("F-16C/D", "F-16C=f16c/f16|D=f16d/f16"),
            ("F-16A/B/C", "F-16A=f16a/f16|B=f16b/f16|C=f16c/f16"),
            ("F-16 and F16s", "F-16=f16/f16|F16s=f16/f16"),
            ("F-16Cs", "F-16Cs=f16c/f16"),
            ("F-16C/Ds", "F-16C=f16c/f16|Ds=f16d/f16"),
            ("F/A-18", "F/A-18=fa18/fa18"),
            ("F/A-18E/F", "F/A-18E=fa18e/fa18|F=fa18f/fa18"),
            ("the C-130J-30", "C-130J-30=c130j30/c130"),
            ("sell C130J Super Hercules", "C130J=c130j/c130"),
            ("UH-60, CH-47F", "UH-60=uh60/uh60|CH-47F=ch47f/ch47"),
            ("Boeing P-8 or P-8I", "P-8=p8/p8|P-8I=p8i/p8"),
            ("S-300PMU-2", "S-300PMU-2=s300pmu2/s300"),
            ("S-300PMU2", "S-300PMU2=s300pmu2/s300"),
            ("S-400s", "S-400s=s400/s400"),
            ("Su-30MKI/MKM", "Su-30MKI=su30mki/su30|MKM=su30mkm/su30"),
            ("Su-30MKIs", "Su-30MKIs=su30mki/su30"),
            ("Su-30 MKI", "Su-30 MKI=su30mki/su30"),
            ("MiG-29SMT", "MiG-29SMT=mig29smt/mig29"),
            ("Mig-29, MIG-29", "Mig-29=mig29/mig29|MIG-29=mig29/mig29"),
            ("MiG-21bis", "MiG-21bis=mig21bis/mig21"),
            ("T-90S, T-90s", "T-90S=t90s/t90|T-90s=t90/t90"),
            ("Kh-31 and SA-6", "Kh-31=kh31/kh31|SA-6=sa6/sa6"),
            ("SS-N-22", "SS-N-22=ssn22/ssn22"),
            ("SS-NX-22", "SS-NX-22=ssnx22/ssnx22"),
            ("AS-350/AS-550 Fennec", "AS-350=as350/as350|AS-550=as550/as550"),
            ("Bell-47/OH-13", "Bell-47=bell47/bell47|OH-13=oh13/oh13"),
            ("Bell-212/UH-1N", "Bell-212=bell212/bell212|UH-1N=uh1n/uh1"),
            ("GSM-102, PL480", "GSM-102=gsm102/gsm102|PL480=pl480/pl480"),
            ("E-3A or E3A", "E-3A=e3a/e3|E3A=e3a/e3"),
            ("A-6E and MD-11", "A-6E=a6e/a6|MD-11=md11/md11"),
            ("Il-76MD-90A", "Il-76MD-90A=il76md90a/il76"),
            ("AS-532U2 Cougar", "AS-532U2=as532u2/as532"),
            ("AW101-111", "AW101-111=aw101111/aw101"),
            ("a WAH-64D", "WAH-64D=wah64d/ah64"),
            ("Agusta A.109", "A.109=a109/a109"),
            ("AN/APG-66", "APG-66=apg66/apg66"),
            ("Bo-105, Be-200", "Bo-105=bo105/bo105"),
            ("COP26 and G-20", "COP26=cop26/cop26|G-20=g20/g20"),
            ("f-16s, s400s", "f-16s=f16/f16|s400s=s400/s400"),
            ("Mirage-2000-5", "Mirage-2000-5=mirage20005/mirage2000"),
            ("the 9K331 system", "9K331=9k331/9k331"),
        ],
    );
}

#[test]
fn spaced_in_text() {
    check(
        Mode::Text,
        &[
            ("The Mi 35 Helicopter", "Mi 35=mi35/mi35"),
            ("Mi\u{a0}28 lost", "Mi\u{a0}28=mi28/mi28"),
            ("Mi\u{202f}35M", "Mi\u{202f}35M=mi35m/mi35"),
            ("Mi 35Ms", "Mi 35Ms=mi35m/mi35"),
            ("MI 35 deal", "MI 35=mi35/mi35"),
            ("Mi -35 and Mi - 24", "Mi -35=mi35/mi35|Mi - 24=mi24/mi24"),
            ("by AH 64, offered", "AH 64=ah64/ah64"),
            ("the JF 17 which", "JF 17=jf17/jf17"),
            ("the RD 93 engines", "RD 93=rd93/rd93"),
            ("modern Su 35 fighter", "Su 35=su35/su35"),
            ("the Su 99", "Su 99=su99/su99"),
            ("the S 400 SAM systems", "S 400=s400/s400"),
            ("MiG 29, Mig 29", "MiG 29=mig29/mig29|Mig 29=mig29/mig29"),
            ("an AS 350 helicopter", "AS 350=as350/as350"),
            ("AN AS 350B3 CRASHED HERE", "AS 350B3=as350b3/as350"),
            ("Type 45 destroyers", "Type 45=type45/type45"),
            ("Project 877EKM", "Project 877EKM=project877ekm/project877"),
            ("Project 20380 corvettes", "Project 20380=project20380/project20380"),
            ("Bell 412-2s", "Bell 412-2s=bell4122/bell412"),
            ("A CAESAR gun", "CAESAR=caesar/caesar"),
            ("ex-Tor crews", "Tor=tor/tor"),
            ("and P 8 planes", "P 8=p8/p8"),
            ("Mirage 2000 jets", "Mirage 2000=mirage2000/mirage2000"),
            ("Bell 412 crash", "Bell 412=bell412/bell412"),
            ("Tor M1", "Tor M1=torm1/tor"),
            ("Tor M 1 , and", "Tor M 1=torm1/tor"),
            ("Tor-M1s", "Tor-M1s=torm1/tor"),
            ("TorM1 and Tor-M2U", "TorM1=torm1/tor|Tor-M2U=torm2u/tor"),
            ("a Tor battery, the Tor's radar", "Tor=tor/tor|Tor's=tor/tor"),
            ("Iskander-M, Iskanders", "Iskander-M=iskanderm/iskander|Iskanders=iskander/iskander"),
            ("Iskander-class", "Iskander=iskander/iskander"),
            ("a K-MAX, the KMAX", "K-MAX=kmax/kmax|KMAX=kmax/kmax"),
            ("Sea King Mk-41", "Sea King=seaking/seaking|Mk-41=mk41/mk41"),
        ],
    );
}

#[test]
fn cyrillic() {
    check(
        Mode::Text,
        &[
            ("вертолёты Ми-35М", "Ми-35М=mi35m/mi35"),
            ("Су-35С", "Су-35С=su35s/su35"),
            ("С-400, С-300ПМУ-2", "С-400=s400/s400|С-300ПМУ-2=s300pmu2/s300"),
            ("Ка-52, МиГ-29, Як-130", "Ка-52=ka52/ka52|МиГ-29=mig29/mig29|Як-130=yak130/yak130"),
            ("Ту-154, Ил-76, Ан-26", "Ту-154=tu154/tu154|Ил-76=il76/il76|Ан-26=an26/an26"),
            ("Х-31, Т-90С", "Х-31=kh31/kh31|Т-90С=t90s/t90"),
            ("Ми 35 и Ми-8АМТШ", "Ми 35=mi35/mi35|Ми-8АМТШ=mi8amtsh/mi8"),
            ("Мі-35", "Мі-35=mi35/mi35"),
            // Look-alikes: the Cyrillic letter stands for the Latin shape.
            ("the С-130", "С-130=c130/c130"),
            ("the АН-64", "АН-64=ah64/ah64"),
            ("the МI-35", "МI-35=mi35/mi35"),
            ("the F-16С", "F-16С=f16c/f16"),
            ("the Su-35С", "Su-35С=su35s/su35"),
            ("Тор-М1", "Тор-М1=torm1/tor"),
            ("ми-35м", "ми-35м=mi35m/mi35"),
            ("С 400 рублей", ""),
            ("в 35 странах", ""),
            ("ми 35", ""),
        ],
    );
}

/// Texts without a designation, separated by bars.
const NONE: &str = "\
    COVID-19|Covid-19|Covid19|Article 50|in 35 countries|May 35|May-35|MAY-35|\
    G 8 summit in 2014|US 1|No. 5|No-5|NO 5|9/11|9/11/2001|2011-03-04|4-day|mid-90s|Mid-90s|\
    1990s|post-1991|Post-1991|pre-2014|under-21|Under-21|top-10|Top-10|Sept-11|Sep-11|\
    Q1 2011|Q1-2014|Q3|GMT+3|GMT-3|A 10 percent rise|A 10 year|An 26 year old|An 26|\
    as 350 people died|As 350 people died|AS 350 PEOPLE DIED TODAY|mi 35|the Mi. 35 people|\
    Mi\n35|Mi\r\n35|Su 2014|Army-2017|Army 2017|IDEX-2015|(Army 2017)|Breif2|Page 3|Fig-3|\
    Vol-2|Sec-4|$153 million|$2 billion|US$35|S 400 million|S 400,000|S 400.5|S 400%|\
    S 400:30|T 90 12 34|C 130 000|F 16 May|F 16 years|Su 35 percent|MI6|MI5|A-10-year deal|\
    F-16-year|J 10|RUSSIA’S 400 TANKS|Russia’S 400|S&P 500|at 01:50 PM|Room5|mRNA-12|\
    F-16542|A12345|xF-16|éF-16|F-16é|_F-16|F-16_2|T-90th|t-90th|B-1st|F-16mm|\
    Mi-35helicopters|tor|Torment|Torino|history|tor-m1|a tor m1|Tor2ment|he 111 men|\
    He-111000|He 112|Caesars World|RY.TOR|TOR.T|Tor-Aksel Busch|Aksel-Tor|D&P-8|S and P 500|\
    S AND P 500 FUTURES|S\nand P 500s|S & P 500|at TV 3-1/2|C 130-1/2|A-1-plus|By 2014 he|\
    Type 2 diabetes|Project 12|TV 24|Mirage 3000|1-1-1-1|12|-35|Mi-|Mi|P 8 000|the a-10|p8|\
    E 3.5|m1|F16,000|E10%";

#[test]
fn none_in_text() {
    let cases: Vec<(&str, &str)> = NONE.split('|').chain([""]).map(|text| (text, "")).collect();
    check(Mode::Text, &cases);
}

#[test]
fn typed_in_a_query() {
    check(
        Mode::Query,
        &[
            ("mi 35", "mi 35=mi35/mi35"),
            ("mi-35m pakistan", "mi-35m=mi35m/mi35"),
            ("mi35ms", "mi35ms=mi35ms/mi35"),
            ("mi-35s", "mi-35s=mi35/mi35"),
            ("f16", "f16=f16/f16"),
            ("f 16", "f 16=f16/f16"),
            ("s400 turkey", "s400=s400/s400"),
            ("s 400 2018", "s 400=s400/s400"),
            ("f/a-18", "f/a-18=fa18/fa18"),
            ("f-16c/d", "f-16c=f16c/f16|d=f16d/f16"),
            ("mi-17-v5", "mi-17-v5=mi17v5/mi17"),
            ("su-30 mki", "su-30 mki=su30mki/su30"),
            ("su 30mki", "su 30mki=su30mki/su30"),
            ("s-300pmu-2", "s-300pmu-2=s300pmu2/s300"),
            ("tor m1 iran", "tor m1=torm1/tor"),
            ("tor-m1", "tor-m1=torm1/tor"),
            ("tor", "tor=tor/tor"),
            ("iskander missiles", "iskander=iskander/iskander"),
            ("ми 35", "ми 35=mi35/mi35"),
            ("mirage 2000", "mirage 2000=mirage2000/mirage2000"),
            ("type 45", "type 45=type45/type45"),
            ("type 42", ""),
            ("AS 350 HELICOPTERS", "AS 350=as350/as350"),
            ("as 350 people", ""),
            ("in 35 countries", ""),
            ("may 35", ""),
            ("su 99", ""),
            ("mi 99", ""),
            ("a 10", ""),
            ("an 26", ""),
            ("us 1", ""),
            ("mid-90s", ""),
            ("under-21", ""),
            ("9/11", ""),
            ("history", ""),
            ("covid-19", ""),
            ("su 2014", ""),
        ],
    );
}

/// Without a lexicon only the spelling is evidence.
#[test]
fn without_a_lexicon() {
    let designators = Designators::new(&Lexicon::default());
    for (text, expected) in [
        ("Mi-35M MI35 F16 Ми-35М Ka-52", vec!["mi35m", "mi35", "f16", "mi35m", "ka52"]),
        ("Mi 35, mi-35, Mi35, S 400, Bell-412, Tor-M1", vec![]),
    ] {
        let recognised = designators.recognise(text, Mode::Text);
        let exact: Vec<&str> = recognised.iter().map(|d| d.exact.as_str()).collect();
        assert_eq!(exact, expected, "{text}");
    }
}
