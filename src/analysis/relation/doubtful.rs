//! Doubtful names: names of equipment that are also companies, places, animals or
//! everyday words, so that a text with one of them may be about something else.

/// Folded, the words of each with blanks between them. Sorted.
#[rustfmt::skip]
const DOUBTFUL: &[&str] = &[
    "aardvark", "acrid", "adder", "aegis", "alamo", "alligator", "amazon", "amos", "angel",
    "apache", "apex", "aphid", "archer", "arrow", "ascot", "astute", "atlas", "atoll", "aurora",
    "avenger", "azure", "backfire", "badger", "bear", "beaver", "bison", "black panther",
    "black shark", "blackbird", "blackjack", "blinder", "blowpipe", "boar", "boxer", "bradley",
    "brasilia", "brimstone", "broadsword", "bronco", "buccaneer", "buffalo", "bull", "bulldog",
    "camber", "camel", "canberra", "candid", "caracal", "cardinal", "cascade", "cat", "centaur",
    "centurion", "challenger", "chaparral", "checkmate", "cheetah", "chevalier", "chieftain",
    "clobber", "cobra", "codling", "colibri", "colt", "comanche", "comet", "condor",
    "constellation", "coot", "cormorant", "corsair", "cossack", "cougar", "crane", "crocodile",
    "cruiser", "crusader", "crusty", "cub", "curl", "cyclone", "dagger", "dakota", "daring",
    "dart", "dauphin", "defender", "delta", "demon", "diamond", "dingo", "dolphin", "dragon",
    "dragon lady", "dragonfly", "drake", "duke", "eagle", "eland", "elephant", "enterprise",
    "envoy", "explorer", "extender", "fagot", "falcon", "farmer", "felon", "fencer", "ferret",
    "finback", "fire", "firebird", "fitter", "flagon", "flanker", "flounder", "flying leopard",
    "flying shark", "food for peace", "forger", "fox", "freedom", "freedom fighter", "fresco",
    "frog", "fulcrum", "fullback", "fury", "gadfly", "gainful", "galaxy", "gammon", "gargoyle",
    "gauntlet", "gazelle", "gecko", "ghost", "giant", "gimlet", "giraffe", "gladiator",
    "golden eagle", "gopher", "goshawk", "grad", "grail", "gray wolf", "gremlin", "grey wolf",
    "greyhound", "griffin", "griffon", "grinch", "grison", "grizzly", "grouse", "growler",
    "grumble", "guardian", "guideline", "halo", "hammer", "hare", "harm", "harpoon", "harpy",
    "harrier", "havoc", "hawk", "hawkeye", "haze", "helix", "hercules", "hermes", "hermit",
    "heron", "hip", "homer", "hoodlum", "hook", "hormone", "hornet", "hot", "hound", "hunter",
    "hurricane", "huskie", "husky", "intruder", "iroquois", "islander", "jackal", "jaguar",
    "javelin", "jericho", "jumbo", "jumbo jet", "jupiter", "kayak", "kilo", "kilter", "kitchen",
    "koala", "kodiak", "krypton", "kub", "lakota", "lama", "lance", "lancer", "lancet", "leopard",
    "light gun", "lightning", "lion", "little bird", "low blow", "lynx", "magic", "mainstay",
    "mamba", "mammoth", "mantis", "marlin", "mars", "mastiff", "maverick", "maya", "mercury",
    "merlin", "meteor", "metis", "midas", "milan", "millennium", "minotaur", "minuteman",
    "mirage", "mistral", "mitten", "mohawk", "moose", "mosquito", "moss", "mustang", "nemesis",
    "neptune", "neva", "night hunter", "nighthawk", "nimrod", "noor", "oka", "onyx", "orca",
    "orion", "oryx", "osa", "osprey", "otter", "paladin", "pampa", "panther", "patriot", "patton",
    "pawnee", "peacekeeper", "pegasus", "pelican", "penguin", "perseus", "pershing", "phalanx",
    "phantom", "phoenix", "pike", "pioneer", "pirate", "poodle", "popeye", "poseidon", "predator",
    "prometheus", "prowler", "puma", "python", "quail", "raider", "ram", "ranger", "rapier",
    "raptor", "raven", "ray", "reaper", "retriever", "rhino", "roland", "romeo", "rook", "saber",
    "sable", "sabre", "sandal", "sandbox", "sapphire", "satan", "saturn", "savage", "scalp",
    "scalpel", "scarab", "scorpion", "scout", "sea dragon", "seawolf", "sentinel", "sentry",
    "serpent", "shadow", "shark", "shawnee", "sheffield", "shipwreck", "shooting star", "shrike",
    "sickle", "sidewinder", "silkworm", "sizzler", "skytrain", "snake", "sparrow", "spartan",
    "spectre", "spider", "spigot", "spike", "spiral", "spirit", "spitfire", "squirrel",
    "stallion", "stealth", "stiletto", "stinger", "stork", "storm", "straight flush", "styx",
    "sunburn", "swan", "swatter", "swift", "switchblade", "sword", "sycamore", "talon",
    "tarantula", "taurus", "tempest", "texan", "thrasher", "thunder", "thunderbolt", "tiger",
    "titan", "toad", "tomahawk", "tomcat", "topol", "tor", "tornado", "tow", "trafalgar", "trent",
    "trident", "triton", "triumph", "tweet", "typhoon", "uran", "valkyrie", "valor", "vampire",
    "vanguard", "vega", "venom", "viking", "viper", "vulcan", "vulture", "walrus", "warrior",
    "warthog", "wasp", "wessex", "whale", "whirlwind", "wildcat", "wolf", "wolverine", "wombat",
    "workhorse", "zircon",
];

/// Whether a name of these folded words is doubtful. A company is named Hercules,
/// and a bear is an animal; no text has "Frogfoot" for anything but the Su-25.
pub(crate) fn is_doubtful(words: &[&str]) -> bool {
    match words {
        [only] => DOUBTFUL.binary_search(only).is_ok(),
        several => DOUBTFUL.binary_search(&several.join(" ").as_str()).is_ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_also_words() {
        assert!(DOUBTFUL.windows(2).all(|pair| pair[0] < pair[1]));
        for (name, expected) in [
            ("hercules", true),
            ("apache", true),
            ("tor", true),
            ("bear", true),
            ("crocodile", true),
            ("golden eagle", true),
            ("hind", false),
            ("frogfoot", false),
            ("chinook", false),
            ("black hawk", false),
            ("nike hercules", false),
            ("amraam", false),
            ("", false),
        ] {
            let words: Vec<&str> = name.split_whitespace().collect();
            assert_eq!(is_doubtful(&words), expected, "{name}");
        }
    }
}
