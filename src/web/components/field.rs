//! Form fields: label above, then the hint, the field, and what is wrong with it.

use maud::{Markup, html};

use crate::procedure::FieldError;

/// One field of a form, shown by the method that names its kind:
/// `Field::new("town", "Ort").value(&form.town).errors(&errors).text()`.
#[derive(Clone, Copy)]
pub(in crate::web) struct Field<'a> {
    name: &'a str,
    label: &'a str,
    value: &'a str,
    hint: &'a str,
    error: Option<&'a str>,
    needed: Needed,
    autocomplete: Option<&'a str>,
    suggestions: Option<&'a str>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Needed {
    Always,
    /// Under conditions that the hint names.
    Sometimes,
    Never,
}

impl<'a> Field<'a> {
    pub(in crate::web) const fn new(name: &'a str, label: &'a str) -> Self {
        Self {
            name,
            label,
            value: "",
            hint: "",
            error: None,
            needed: Needed::Always,
            autocomplete: Some("off"),
            suggestions: None,
        }
    }

    pub(in crate::web) const fn value(self, value: &'a str) -> Self {
        Self { value, ..self }
    }

    pub(in crate::web) const fn hint(self, hint: &'a str) -> Self {
        Self { hint, ..self }
    }

    /// Takes from the errors of the form those of this field.
    pub(in crate::web) fn errors(self, errors: &'a [FieldError]) -> Self {
        let own = errors.iter().find(|it| it.field == self.name);
        Self { error: own.map(|it| it.sentence.as_str()), ..self }
    }

    pub(in crate::web) const fn optional(self) -> Self {
        Self { needed: Needed::Never, ..self }
    }

    /// May be left empty, unless what the hint says applies.
    pub(in crate::web) const fn at_times(self) -> Self {
        Self { needed: Needed::Sometimes, ..self }
    }

    /// What the browser may fill in (HTML autocomplete token); nothing otherwise.
    pub(in crate::web) const fn autocomplete(self, token: &'a str) -> Self {
        Self { autocomplete: Some(token), ..self }
    }

    /// The id of a `datalist` on the page with what can be typed.
    pub(in crate::web) const fn suggestions(self, list: &'a str) -> Self {
        Self { suggestions: Some(list), ..self }
    }

    /// One line of text.
    pub(in crate::web) fn text(self) -> Markup {
        self.input("text", None)
    }

    /// A number typed as text: no spinner, no wheel that changes it by mistake.
    pub(in crate::web) fn number(self) -> Markup {
        self.input("text", Some("numeric"))
    }

    /// A PDF file; a browser does not show again which was chosen.
    pub(in crate::web) fn pdf(self) -> Markup {
        self.file(".pdf,application/pdf", false)
    }

    /// As [`Field::pdf`], for several at once; they can also be dropped on it.
    pub(in crate::web) fn pdfs(self) -> Markup {
        self.file(".pdf,application/pdf", true)
    }

    /// E-mails as files.
    pub(in crate::web) fn emls(self) -> Markup {
        self.file(".eml,message/rfc822", true)
    }

    /// A list out of a spreadsheet.
    pub(in crate::web) fn spreadsheet(self) -> Markup {
        self.file(".csv,.xlsx", false)
    }

    fn file(self, accept: &str, multiple: bool) -> Markup {
        self.framed(&html! {
            input.kern-form-input__input.kern-form-input__input--error[self.error.is_some()]
                type="file" accept=(accept) id=(self.name) name=(self.name) multiple[multiple]
                required[self.needed == Needed::Always]
                aria-describedby=[self.described_by()] aria-invalid=[self.invalid()];
        })
    }

    /// Never shows its value again.
    pub(in crate::web) fn password(self) -> Markup {
        Self { value: "", ..self }.input("password", None)
    }

    /// A date typed as text; `web::days::parse` reads it.
    pub(in crate::web) fn date(self) -> Markup {
        let hint = if self.hint.is_empty() { "TT.MM.JJJJ" } else { self.hint };
        html! { div.date { (Self { hint, ..self }.input("text", None)) } }
    }

    /// A time of day typed as text.
    pub(in crate::web) fn time(self) -> Markup {
        let hint = if self.hint.is_empty() { "HH:MM" } else { self.hint };
        html! { div.date { (Self { hint, ..self }.input("text", None)) } }
    }

    /// Text of several lines.
    pub(in crate::web) fn area(self, rows: u32) -> Markup {
        self.framed(&html! {
            textarea.kern-form-input__input.kern-form-input__input--error[self.error.is_some()]
                id=(self.name) name=(self.name) rows=(rows) required[self.needed == Needed::Always]
                aria-describedby=[self.described_by()] aria-invalid=[self.invalid()] {
                // A browser drops the first line break.
                "\n" (self.value)
            }
        })
    }

    /// One of several values, each with its label.
    pub(in crate::web) fn select<'b>(
        self,
        options: impl IntoIterator<Item = (&'b str, &'b str)>,
    ) -> Markup {
        self.framed(&html! {
            div.kern-form-input__select-wrapper {
                select.kern-form-input__select.kern-form-input__select--error[self.error.is_some()]
                    id=(self.name) name=(self.name) required[self.needed == Needed::Always]
                    aria-describedby=[self.described_by()] aria-invalid=[self.invalid()] {
                    @if self.value.is_empty() { option value="" { "Bitte wählen" } }
                    @for (value, label) in options {
                        option value=(value) selected[value == self.value] { (label) }
                    }
                }
            }
        })
    }

    /// One of few values, all of them in sight.
    pub(in crate::web) fn radios<'b>(
        self,
        options: impl IntoIterator<Item = (&'b str, &'b str)>,
    ) -> Markup {
        html! {
            fieldset.kern-fieldset.kern-fieldset--error[self.error.is_some()]
                id=(self.name) aria-describedby=[self.described_by()] {
                legend.kern-label { (self.label) (self.optional_mark()) }
                (self.hint_line())
                div.kern-fieldset__body {
                    @for (value, label) in options {
                        (self.choice(("radio", value), (value, label), value == self.value))
                    }
                }
                (self.error_line())
            }
        }
    }

    /// Several of a few values: the form field repeats.
    pub(in crate::web) fn choices<'b>(
        self,
        options: impl IntoIterator<Item = (&'b str, &'b str)>,
        chosen: &[String],
    ) -> Markup {
        html! {
            fieldset.kern-fieldset.kern-fieldset--error[self.error.is_some()]
                id=(self.name) aria-describedby=[self.described_by()] {
                legend.kern-label { (self.label) (self.optional_mark()) }
                (self.hint_line())
                div.kern-fieldset__body {
                    @for (at, (value, label)) in options.into_iter().enumerate() {
                        @let chosen = chosen.iter().any(|it| it == value);
                        (self.choice(("checkbox", &at.to_string()), (value, label), chosen))
                    }
                }
                (self.error_line())
            }
        }
    }

    /// A single box; it sends `ja` when ticked and nothing otherwise.
    pub(in crate::web) fn check_box(self) -> Markup {
        let error = self.error.is_some();
        html! {
            div.kern-form-check.kern-form-check--error[error] {
                input.kern-form-check__checkbox.kern-form-check__checkbox--error[error]
                    type="checkbox" id=(self.name) name=(self.name) value="ja"
                    checked[self.value == "ja"] aria-describedby=[self.described_by()];
                label.kern-label for=(self.name) { (self.label) }
                (self.hint_line())
                (self.error_line())
            }
        }
    }

    /// What is chosen may be any text; its id is none.
    fn choice(
        self,
        (kind, at): (&str, &str),
        (value, label): (&str, &str),
        checked: bool,
    ) -> Markup {
        let id = format!("{}-{at}", self.name);
        html! {
            div.kern-form-check {
                input class=(format!("kern-form-check__{kind}")) type=(kind) id=(id)
                    name=(self.name) value=(value) checked[checked];
                label.kern-label for=(id) { (label) }
            }
        }
    }

    fn input(self, kind: &str, input_mode: Option<&str>) -> Markup {
        self.framed(&html! {
            input.kern-form-input__input.kern-form-input__input--error[self.error.is_some()]
                type=(kind) id=(self.name) name=(self.name) value=(self.value)
                inputmode=[input_mode] list=[self.suggestions] autocomplete=[self.autocomplete] required[self.needed == Needed::Always]
                aria-describedby=[self.described_by()] aria-invalid=[self.invalid()];
        })
    }

    fn framed(self, input: &Markup) -> Markup {
        html! {
            div.kern-form-input.kern-form-input--error[self.error.is_some()] {
                label.kern-label for=(self.name) { (self.label) (self.optional_mark()) }
                (self.hint_line())
                (input)
                (self.error_line())
            }
        }
    }

    fn optional_mark(self) -> Markup {
        html! { @if self.needed == Needed::Never { span.kern-label__optional { " – freiwillig" } } }
    }

    fn hint_line(self) -> Markup {
        html! { @if !self.hint.is_empty() {
            div.kern-hint id={ (self.name) "-hint" } { (self.hint) }
        } }
    }

    fn error_line(self) -> Markup {
        html! { @if let Some(error) = self.error {
            p.kern-error id={ (self.name) "-error" } {
                span.kern-icon.kern-icon--danger aria-hidden="true" {}
                span.kern-body { (error) }
            }
        } }
    }

    fn described_by(self) -> Option<String> {
        let hint = (!self.hint.is_empty()).then(|| format!("{}-hint", self.name));
        let error = self.error.map(|_| format!("{}-error", self.name));
        let ids: Vec<_> = hint.into_iter().chain(error).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn invalid(self) -> Option<&'static str> {
        self.error.map(|_| "true")
    }
}

/// All that is wrong with a form, on top of it, each line a link to its field.
pub(in crate::web) fn error_summary(errors: &[FieldError]) -> Markup {
    html! { @if !errors.is_empty() {
        div.kern-alert.kern-alert--danger.summary role="alert" tabindex="-1" autofocus {
            div.kern-alert__header {
                span.kern-icon.kern-icon--danger aria-hidden="true" {}
                h2.kern-title { "Bitte prüfen Sie Ihre Angaben" }
            }
            div.kern-alert__body {
                ul { @for it in errors {
                    li { @if it.field.is_empty() { (it.sentence) } @else {
                        a.kern-link href={ "#" (it.field) } { (it.sentence) }
                    } }
                } }
            }
        }
    } }
}
