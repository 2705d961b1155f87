//! What the authority is asked for its statement, with what, and by which way (§ 3(2) HFKVO).

use std::{collections::BTreeSet, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{DocumentId, names::named};

named! {
    /// How a letter goes to the authority.
    pub enum Transmission {
        Post = "post", "Post";
        Email = "email", "E-Mail";
        DeMail = "de_mail", "De-Mail oder beBPo";
        Fax = "fax", "Fax";
    }
}

/// A document of the case that goes along, by the name it bore then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enclosure {
    pub document: DocumentId,
    pub name: String,
}

/// A request for a statement. Those of the time before the catalogue have questions alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inquiry {
    /// Questions of this case, one on each line.
    pub questions: String,
    /// Questions of the catalogue, in the words it had for them then.
    #[serde(default)]
    pub chosen: Vec<String>,
    #[serde(default)]
    pub enclosures: Vec<Enclosure>,
    /// None: nobody has noted it.
    #[serde(default)]
    pub transmission: Option<Transmission>,
}

impl Inquiry {
    /// An inquiry of these questions, one on each line, and nothing else.
    pub fn of(questions: impl Into<String>) -> Self {
        Self { questions: questions.into(), ..Self::default() }
    }

    /// Every question, those of the catalogue first.
    pub fn all_questions(&self) -> Vec<&str> {
        let own = self.questions.lines().map(str::trim).filter(|it| !it.is_empty());
        self.chosen.iter().map(String::as_str).chain(own).collect()
    }
}

/// The questions that the secretariat chooses from, in the order in which they are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionCatalogue {
    questions: Vec<String>,
}

impl QuestionCatalogue {
    pub const MOST: usize = 30;
    pub const MAX_LENGTH: usize = 300;

    /// The catalogue the secretariat begins with: what a commission wants to know in nearly every case.
    pub const NRW: &'static str = "\
Seit wann und aufgrund welcher Entscheidung ist jede Person vollziehbar ausreisepflichtig?
Welchen aufenthaltsrechtlichen Status hat jede Person, und bis wann gilt eine Duldung?
Ist die Identität jeder Person geklärt, und liegt ein gültiger Pass oder Passersatz vor?
Haben die Personen bei der Klärung ihrer Identität und der Beschaffung von Papieren mitgewirkt?
Sind Straftaten oder laufende Ermittlungsverfahren bekannt? Bitte Entscheidung, Datum und Strafmaß angeben.
Ist der Lebensunterhalt gesichert, und wodurch?
Wo wohnen die Personen, und bestehen Auflagen zum Wohnsitz?
Besteht ein Einreise- und Aufenthaltsverbot nach § 11 AufenthG?
Kommt ein Aufenthaltstitel auf anderem Weg in Betracht, insbesondere nach §§ 25, 25a, 25b oder 104c AufenthG?
Sind weitere Verfahren anhängig, bei Gericht, beim Bundesamt oder beim Petitionsausschuss?
Sind Maßnahmen zur Beendigung des Aufenthalts eingeleitet?
Sind Erkrankungen bekannt, die für die Entscheidung von Bedeutung sein können?";

    pub fn questions(&self) -> &[String] {
        &self.questions
    }
}

impl FromStr for QuestionCatalogue {
    type Err = String;

    /// Reads one question from each line; empty lines do not count.
    fn from_str(text: &str) -> Result<Self, String> {
        let lines = text.lines().map(str::trim).filter(|it| !it.is_empty());
        let questions: Vec<String> = lines.map(str::to_owned).collect();
        if questions.is_empty() || questions.len() > Self::MOST {
            return Err(format!("Der Katalog hat 1 bis {} Fragen, eine je Zeile.", Self::MOST));
        }
        let mut seen = BTreeSet::new();
        for it in &questions {
            if it.chars().count() > Self::MAX_LENGTH {
                let begins: String = it.chars().take(30).collect();
                return Err(format!(
                    "„{begins}…“: Eine Frage hat höchstens {} Zeichen.",
                    Self::MAX_LENGTH
                ));
            }
            if !seen.insert(it) {
                return Err(format!("Die Frage „{it}“ steht zweimal im Katalog."));
            }
        }
        Ok(Self { questions })
    }
}
