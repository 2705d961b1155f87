use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;

use super::{
    column::{Column, Offices, fields},
    header::Header,
};
use crate::{
    acts::ListedCase,
    lists::Row,
    procedure::{
        Appointment, CaseId, FieldError, FileNumber, Inherited, PersonDetails, Registration,
        Standing,
    },
    storage::Authority,
    web::{
        cases::{
            registration::{person_field, read_registration},
            typed::{Reading, Typed},
        },
        clock::fresh_id,
    },
};

/// Something to say about a row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Remark {
    /// As the spreadsheet counts.
    pub(super) row: usize,
    /// `None`: it concerns the whole row.
    pub(super) column: Option<Column>,
    pub(super) sentence: String,
}

/// A list as it was understood.
pub(super) struct Listing {
    pub(super) header: Header,
    pub(super) rows: Vec<Row>,
    /// The cases in which nothing is wrong.
    pub(super) cases: Vec<ListedCase>,
    /// All rows of a case in which something is wrong: a family is not torn apart.
    pub(super) left_out: BTreeSet<usize>,
    /// What keeps rows from being taken over, in their order.
    pub(super) errors: Vec<Remark>,
    /// What somebody should look at, and need not.
    pub(super) hints: Vec<Remark>,
}

/// A person of the list who could be read.
pub(super) struct Listed {
    pub(super) row: usize,
    pub(super) person: PersonDetails,
}

/// What must be known to read a list.
pub(super) struct Register<'a> {
    pub(super) authorities: &'a [Authority],
    pub(super) offices: Offices<'a>,
    /// Which of the numbers of the list cases bear already.
    pub(super) borne: &'a BTreeSet<FileNumber>,
    pub(super) today: NaiveDate,
}

impl Listing {
    /// Reads a list by the rules of today, without looking for anybody. Nothing of it is kept: what
    /// is taken over is what is read then.
    pub(super) fn read(header: Header, rows: Vec<Row>, register: &Register) -> (Self, Vec<Listed>) {
        let (mut cases, mut listed) = (Vec::new(), Vec::new());
        let (mut errors, mut left_out) = (Vec::new(), BTreeSet::new());
        for rows in groups(&header, &rows) {
            let read = match rows.get(Registration::MAX_PERSONS) {
                // Whatever stands in a thousand rows is no number of one case; it is not looked at.
                Some(row) => Err(vec![too_many(row)]),
                None => OneCase::of(&header, &rows, register).finish(),
            };
            match read {
                Ok((case, persons)) => {
                    cases.push(case);
                    listed.extend(persons);
                }
                Err(found) => {
                    errors.extend(found);
                    left_out.extend(rows.iter().map(|it| it.number));
                }
            }
        }
        errors.sort();
        name_once(&mut cases);
        (Self { header, rows, cases, left_out, errors, hints: Vec::new() }, listed)
    }

    pub(super) fn persons(&self) -> usize {
        self.cases.iter().map(|it| it.registration.persons.len()).sum()
    }
}

/// Whoever represents in many cases of a list is one entry in the register.
fn name_once(cases: &mut [ListedCase]) {
    let mut known: Vec<Appointment> = Vec::new();
    for it in cases.iter_mut().filter_map(|it| it.registration.appointment.as_mut()) {
        match known.iter().find(|known| known.details == it.details) {
            Some(same) => it.representative = same.representative,
            None => known.push(it.clone()),
        }
    }
}

fn too_many(row: &Row) -> Remark {
    let most = Registration::MAX_PERSONS;
    let sentence = format!("Ein Vorgang hat höchstens {most} Personen; diese Zeile ist eine mehr.");
    Remark { row: row.number, column: Some(Column::FileNumber), sentence }
}

/// The Aktenzeichen of a list, each once, as far as they are any.
pub(super) fn numbers(header: &Header, rows: &[Row]) -> Vec<FileNumber> {
    let cells = rows.iter().map(|it| header.cell(it, Column::FileNumber));
    cells.collect::<BTreeSet<_>>().into_iter().filter_map(|it| it.parse().ok()).collect()
}

/// Rows with one Aktenzeichen are one case; without one, each is its own.
fn groups<'a>(header: &Header, rows: &'a [Row]) -> Vec<Vec<&'a Row>> {
    let mut groups: Vec<Vec<&Row>> = Vec::new();
    let mut of_number: HashMap<&str, usize> = HashMap::new();
    for row in rows {
        let number = header.cell(row, Column::FileNumber);
        if let Some(at) = of_number.get(number).filter(|_| !number.is_empty()) {
            groups[*at].push(row);
        } else {
            of_number.insert(number, groups.len());
            groups.push(vec![row]);
        }
    }
    groups
}

/// The day on which a case was closed, and the ending of each person.
type Past = (Option<NaiveDate>, Vec<Option<Standing>>);

/// The rows of one case, on their way through the form of registration.
struct OneCase<'a> {
    header: &'a Header,
    rows: &'a [&'a Row],
    register: &'a Register<'a>,
    typed: Typed,
    errors: Vec<Remark>,
}

impl<'a> OneCase<'a> {
    fn of(header: &'a Header, rows: &'a [&'a Row], register: &'a Register) -> Self {
        let (typed, errors) = (Typed::default(), Vec::new());
        let mut this = Self { header, rows, register, typed, errors };
        let mut typed = Vec::new();
        for column in Column::ALL.iter().filter(|it| it.of_case()) {
            this.common(*column, &mut typed);
        }
        for position in 0..rows.len() {
            for column in Column::ALL.iter().filter(|it| !it.of_case()) {
                this.own(position, *column, &mut typed);
            }
        }
        this.typed = Typed::new(typed);
        this.refuse_borne();
        this
    }

    /// What speaks of the case stands in its first row, and in others the same or nothing.
    fn common(&mut self, column: Column, typed: &mut Vec<(String, String)>) {
        let filled = self.rows.iter().map(|it| (it.number, self.header.cell(it, column)));
        let mut filled = filled.filter(|it| !it.1.is_empty());
        let Some((row, text)) = filled.next() else { return };
        if let Some((other, _)) = filled.find(|it| it.1 != text) {
            self.wrong(
                other,
                column,
                format!("Zeile {row} hat dasselbe Aktenzeichen und hier etwas anderes."),
            );
        }
        match fields(column, text, &self.register.offices) {
            Ok(fields) => {
                let name = column.name();
                typed.extend(fields.into_iter().map(|it| (name.to_owned() + &it.0, it.1)));
            }
            Err(sentence) => self.wrong(row, column, sentence),
        }
    }

    fn own(&mut self, position: usize, column: Column, typed: &mut Vec<(String, String)>) {
        let (row, name) = (self.rows[position], person_field(position, column.name()));
        match self.header.cell(row, column) {
            "" => typed.push((name, column.when_empty(position == 0).to_owned())),
            text => match fields(column, text, &self.register.offices) {
                Ok(fields) => {
                    typed.extend(fields.into_iter().map(|it| (name.clone() + &it.0, it.1)));
                }
                Err(sentence) => {
                    self.wrong(row.number, column, sentence);
                    // The form asks for some of them; it is asked for once.
                    typed.push((name, String::new()));
                }
            },
        }
    }

    fn wrong(&mut self, row: usize, column: Column, sentence: String) {
        self.errors.push(Remark { row, column: Some(column), sentence });
    }

    fn refuse_borne(&mut self) {
        let number = self.typed.get(Column::FileNumber.name()).parse();
        if number.is_ok_and(|it: FileNumber| self.register.borne.contains(&it)) {
            self.wrong(
                self.rows[0].number,
                Column::FileNumber,
                "Dieses Aktenzeichen gibt es schon.".to_owned(),
            );
        }
    }

    /// The case and its persons, or all that is wrong: what a cell holds, what the form says of
    /// it, and what had become of the case.
    fn finish(mut self) -> Result<(ListedCase, Vec<Listed>), Vec<Remark>> {
        let registration =
            read_registration(&self.typed, self.register.authorities, self.register.today);
        let past = self.past();
        let read = match (registration, past) {
            (Ok((registration, _)), Ok((closed_on, endings))) => {
                let ids = registration.persons.iter().map(|it| it.id);
                let endings = ids.zip(endings).filter_map(|(id, it)| Some((id, it?))).collect();
                let inherited = Inherited { closed_on, endings };
                let errors = inherited.errors(&registration, self.register.today);
                self.place(errors);
                Some((registration, inherited))
            }
            (registration, past) => {
                self.place(registration.err().unwrap_or_default());
                self.place(past.err().unwrap_or_default());
                None
            }
        };
        let Some((registration, inherited)) = read.filter(|_| self.errors.is_empty()) else {
            return Err(self.errors);
        };
        let person =
            |(row, it): (&&Row, &PersonDetails)| Listed { row: row.number, person: it.clone() };
        let listed = self.rows.iter().zip(&registration.persons).map(person).collect();
        let number = self.typed.get(Column::FileNumber.name()).parse().ok();
        Ok((ListedCase { id: CaseId(fresh_id()), number, registration, inherited }, listed))
    }

    /// When the case was closed, and with what for each person.
    fn past(&self) -> Result<Past, Vec<FieldError>> {
        let mut reading = Reading::new(&self.typed, self.register.today);
        let closed_on = reading.day_if_any((Column::ClosedOn.name(), Column::ClosedOn.label()));
        let endings = (0..self.rows.len())
            .map(|it| self.typed.get(&person_field(it, Column::Ending.name())).parse().ok());
        let endings = endings.collect();
        reading.finish(Some((closed_on, endings)))
    }

    /// Says in which row and column the errors of a form stand. What was wrong with the cell itself
    /// is said already.
    fn place(&mut self, errors: Vec<FieldError>) {
        let said: BTreeSet<_> = self.errors.iter().map(|it| (it.row, it.column)).collect();
        let mut placed = Vec::new();
        for it in errors {
            let person = it.field.strip_prefix("persons-").and_then(|it| it.split_once('-'));
            let position = person.and_then(|it| it.0.parse::<usize>().ok());
            let row = self.rows.get(position.unwrap_or(0)).map_or(0, |it| it.number);
            let column = column_of(person.map_or(it.field.as_str(), |it| it.1));
            if !said.contains(&(row, column)) {
                placed.push(Remark { row, column, sentence: it.sentence });
            }
        }
        self.errors.extend(placed);
    }
}

/// The column of a field; several fields of the form may stand in one cell.
fn column_of(field: &str) -> Option<Column> {
    let is = |it: &&Column| {
        let rest = field.strip_prefix(it.name());
        rest.is_some_and(|it| it.is_empty() || it.starts_with('-') || it.starts_with("_kind-"))
    };
    Column::ALL.iter().find(is).copied()
}
