//! English forms by rule: "carry" gives "carries", "carried", "carrying".

/// A form of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// "take"
    Base,
    /// "takes"
    Third,
    /// "took"
    Past,
    /// "taken"
    Participle,
    /// "taking"
    Ing,
}

/// The forms of one verb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forms {
    base: String,
    third: String,
    past: String,
    participle: String,
    ing: String,
}

impl Forms {
    /// By rule, but for an irregular past and participle.
    pub fn of(base: &str, past: Option<&str>, participle: Option<&str>) -> Self {
        let past = past.map_or_else(|| ed(base), str::to_owned);
        Forms {
            base: base.to_owned(),
            third: plural(base),
            participle: participle.map_or_else(|| past.clone(), str::to_owned),
            past,
            ing: ing(base),
        }
    }

    /// Each form with its text.
    pub fn each(&self) -> [(Form, &str); 5] {
        [
            (Form::Base, &self.base),
            (Form::Third, &self.third),
            (Form::Past, &self.past),
            (Form::Participle, &self.participle),
            (Form::Ing, &self.ing),
        ]
    }

    /// Every text, some of them twice.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.each().into_iter().map(|(_, text)| text)
    }
}

/// The plural of a noun, and the third person of a verb: "cities", "launches", "air strikes".
pub fn plural(word: &str) -> String {
    if let Some(stem) = word.strip_suffix('y').filter(|stem| !stem.ends_with(is_vowel)) {
        return format!("{stem}ies");
    }
    match ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end)) || word == "go" {
        true => format!("{word}es"),
        false => format!("{word}s"),
    }
}

fn ed(base: &str) -> String {
    if let Some(stem) = base.strip_suffix('y').filter(|stem| !stem.ends_with(is_vowel)) {
        return format!("{stem}ied");
    }
    match base.strip_suffix('e') {
        Some(stem) => format!("{stem}ed"),
        None => format!("{}ed", doubled(base)),
    }
}

fn ing(base: &str) -> String {
    if let Some(stem) = base.strip_suffix("ie") {
        return format!("{stem}ying");
    }
    match base.strip_suffix('e').filter(|stem| !stem.ends_with(['e', 'o', 'y']) && *stem != "b") {
        Some(stem) => format!("{stem}ing"),
        None => format!("{}ing", doubled(base)),
    }
}

/// "stop" gives "stopp", "expel" gives "expell", "gain" stays.
fn doubled(base: &str) -> String {
    const STRESSED_ENDS: [&str; 7] = ["pel", "mit", "fer", "trol", "gin", "cur", "quip"];
    let letters: Vec<char> = base.chars().collect();
    let doubles = match letters[..] {
        [.., before, vowel, last] => {
            !is_vowel(last) && !matches!(last, 'w' | 'x' | 'y') && is_vowel(vowel) && !is_vowel(before)
        }
        _ => false,
    };
    let one_syllable = letters.windows(2).filter(|pair| is_vowel(pair[0]) && !is_vowel(pair[1])).count() == 1;
    match doubles && (one_syllable || STRESSED_ENDS.iter().any(|end| base.ends_with(end))) {
        true => format!("{base}{}", letters[letters.len() - 1]),
        false => base.to_owned(),
    }
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_by_rule() {
        for (base, third, past, ing) in [
            ("seize", "seizes", "seized", "seizing"),
            ("carry", "carries", "carried", "carrying"),
            ("stop", "stops", "stopped", "stopping"),
            ("expel", "expels", "expelled", "expelling"),
            ("gain", "gains", "gained", "gaining"),
            ("free", "frees", "freed", "freeing"),
            ("clash", "clashes", "clashed", "clashing"),
            ("destroy", "destroys", "destroyed", "destroying"),
            ("target", "targets", "targeted", "targeting"),
            ("die", "dies", "died", "dying"),
        ] {
            let forms = Forms::of(base, None, None);
            assert_eq!((&*forms.third, &*forms.past, &*forms.ing), (third, past, ing), "{base}");
        }
    }
}
