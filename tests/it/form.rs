//! A form as a browser has it: what the page offers, filled in, sent by one of its buttons.
//! What is not on the form cannot be filled in.

use std::collections::{BTreeMap, BTreeSet};

use crate::app::{Browser, FORM, Page};

const BOUNDARY: &str = "grenze-zwischen-den-teilen";

#[derive(Debug, Default, Clone)]
pub struct Form {
    action: String,
    multipart: bool,
    /// What would be sent now, in the order of the page.
    sent: Vec<(String, String)>,
    texts: BTreeSet<String>,
    /// Fields of which one value is chosen.
    single: BTreeSet<String>,
    /// The values that can be chosen, with their labels.
    choices: BTreeMap<(String, String), String>,
    buttons: Vec<Button>,
    file: Option<(String, Vec<u8>)>,
}

#[derive(Debug, Default, Clone)]
struct Button {
    label: String,
    sends: Option<(String, String)>,
}

impl Form {
    /// The form of a page whose action ends so.
    #[track_caller]
    pub fn on(page: &Page, action: &str) -> Self {
        let forms = page.body.split("<form ").skip(1);
        let mut forms = forms.map(|it| Self::read(it.split("</form>").next().unwrap()));
        let found = forms.find(|it| it.action.ends_with(action));
        found.unwrap_or_else(|| panic!("no form for {action} in {}: {}", page.status, page.body))
    }

    fn read(html: &str) -> Self {
        let mut form = Self::default();
        let (mut select, mut of_label, mut in_button) = (None, None, false);
        for tag in tags(&format!("<form {html}")) {
            match tag.name {
                "form" => {
                    tag.get("action").clone_into(&mut form.action);
                    form.multipart = tag.get("enctype") == "multipart/form-data";
                }
                "input" => of_label = form.input(&tag),
                "label" => {
                    if let Some(label) = of_label.take().and_then(|it| form.choices.get_mut(&it)) {
                        *label = plain(tag.after.trim());
                    }
                }
                "textarea" => {
                    form.texts.insert(tag.get("name").to_owned());
                    let text = tag.after.strip_prefix('\n').unwrap_or(tag.after);
                    form.sent.push((tag.get("name").to_owned(), plain(text)));
                }
                "select" => select = Some(tag.get("name").to_owned()),
                "/select" => select = None,
                "option" => form.option(select.as_ref().unwrap(), &tag),
                "button" => {
                    let name = Some(tag.get("name")).filter(|it| !it.is_empty());
                    let sends = name.map(|it| (it.to_owned(), tag.get("value").to_owned()));
                    form.buttons.push(Button { label: String::new(), sends });
                    in_button = true;
                }
                "/button" => in_button = false,
                _ => (),
            }
            if let (true, Some(button)) = (in_button, form.buttons.last_mut()) {
                button.label.push_str(&plain(tag.after));
            }
        }
        form
    }

    fn input(&mut self, tag: &Tag) -> Option<(String, String)> {
        let field = (tag.get("name").to_owned(), tag.get("value").to_owned());
        match tag.get("type") {
            kind @ ("checkbox" | "radio") => {
                if kind == "radio" {
                    self.single.insert(field.0.clone());
                }
                if tag.has("checked") {
                    self.sent.push(field.clone());
                }
                self.choices.insert(field.clone(), String::new());
                return Some(field);
            }
            "hidden" => self.sent.push(field),
            "file" => (),
            _ => {
                self.texts.insert(field.0.clone());
                self.sent.push(field);
            }
        }
        None
    }

    fn option(&mut self, select: &str, tag: &Tag) {
        let first = self.single.insert(select.to_owned());
        if first || tag.has("selected") {
            self.set(select, tag.get("value"));
        }
        let choice = (select.to_owned(), tag.get("value").to_owned());
        self.choices.insert(choice, plain(tag.after.trim()));
    }

    fn set(&mut self, name: &str, value: &str) {
        match self.sent.iter_mut().find(|it| it.0 == name) {
            Some(field) => value.clone_into(&mut field.1),
            None => self.sent.push((name.to_owned(), value.to_owned())),
        }
    }

    /// What a hidden or typed field holds.
    pub fn value(&self, name: &str) -> &str {
        self.sent.iter().find(|it| it.0 == name).map_or("", |it| it.1.as_str())
    }

    /// What somebody may send who does not use our pages: a hidden field with another value.
    pub fn hide(mut self, name: &str, value: &str) -> Self {
        self.set(name, value);
        self
    }

    /// Types into a field, or chooses one of its values.
    #[track_caller]
    pub fn fill(mut self, name: &str, value: &str) -> Self {
        let choice = (name.to_owned(), value.to_owned());
        let chosen = self.choices.contains_key(&choice);
        assert!(chosen || self.texts.contains(name), "{} has no {choice:?}", self.action);
        if chosen && !self.single.contains(name) {
            if !self.sent.contains(&choice) {
                self.sent.push(choice);
            }
        } else {
            self.set(name, value);
        }
        self
    }

    #[track_caller]
    pub fn fill_all(self, typed: &[(&str, &str)]) -> Self {
        typed.iter().fold(self, |form, (name, value)| form.fill(name, value))
    }

    /// Chooses exactly what bears these labels, or begins with them.
    #[track_caller]
    pub fn choose(mut self, name: &str, labels: &[&str]) -> Self {
        self.sent.retain(|it| it.0 != name);
        for label in labels {
            let mut of_name = self.choices.iter().filter(|it| it.0.0 == name);
            let found = of_name.find(|it| it.1.starts_with(label));
            let found = found.unwrap_or_else(|| panic!("no {label} among {:?}", self.choices));
            self.sent.push(found.0.clone());
        }
        self
    }

    /// Goes along with [`Form::press`], as bytes that are exactly these.
    #[track_caller]
    pub fn attach(mut self, name: &str, pdf: &[u8]) -> Self {
        assert!(self.multipart, "{} takes no file", self.action);
        self.file = Some((name.to_owned(), pdf.to_vec()));
        self
    }

    pub fn offers(&self, name: &str) -> bool {
        self.texts.contains(name) || self.choices.keys().any(|it| it.0 == name)
    }

    /// The value of a box to tick that begins so.
    #[track_caller]
    pub fn offered(&self, name: &str, begins: &str) -> String {
        let mut values = self.choices.keys().filter(|it| it.0 == name).map(|it| &it.1);
        let found = values.find(|it| it.starts_with(begins));
        found.unwrap_or_else(|| panic!("no {name} {begins} in {:?}", self.choices)).clone()
    }

    pub fn has_button(&self, button: &str) -> bool {
        self.button(button).is_some()
    }

    fn button(&self, button: &str) -> Option<&Button> {
        let sends = |it: &Button| it.sends.as_ref().is_some_and(|it| it.1 == button);
        self.buttons.iter().find(|it| it.label.trim().starts_with(button) || sends(it))
    }

    /// The same, sent to another address than its own.
    pub fn sent_to(mut self, action: &str) -> Self {
        action.clone_into(&mut self.action);
        self
    }

    /// Presses the button that bears this label or sends this value.
    #[track_caller]
    pub fn press(&self, browser: &Browser, button: &str) -> Page {
        let pressed = self.button(button);
        let pressed = pressed.unwrap_or_else(|| panic!("no {button} among {:?}", self.buttons));
        let fields: Vec<_> = self.sent.iter().cloned().chain(pressed.sends.clone()).collect();
        if self.multipart {
            let kind = format!("multipart/form-data; boundary={BOUNDARY}");
            let body = self.parts(&fields);
            return browser.send("POST", &self.action, &[("content-type", &kind)], &body);
        }
        let body = serde_html_form::to_string(&fields).unwrap();
        browser.send("POST", &self.action, &[("content-type", FORM)], body.as_bytes())
    }

    fn parts(&self, fields: &[(String, String)]) -> Vec<u8> {
        let mut body = Vec::new();
        for (name, value) in fields {
            let head = format!("content-disposition: form-data; name=\"{name}\"");
            body.extend(format!("--{BOUNDARY}\r\n{head}\r\n\r\n{value}\r\n").bytes());
        }
        let (name, bytes) = self.file.clone().unwrap_or_default();
        let head = format!("content-disposition: form-data; name=\"file\"; filename=\"{name}\"");
        body.extend(format!("--{BOUNDARY}\r\n{head}\r\n\r\n").bytes());
        body.extend(bytes);
        body.extend(format!("\r\n--{BOUNDARY}--\r\n").bytes());
        body
    }
}

struct Tag<'a> {
    name: &'a str,
    attributes: Vec<(&'a str, String)>,
    /// The text up to the next tag.
    after: &'a str,
}

impl Tag<'_> {
    fn get(&self, name: &str) -> &str {
        self.attributes.iter().find(|it| it.0 == name).map_or("", |it| it.1.as_str())
    }

    fn has(&self, name: &str) -> bool {
        self.attributes.iter().any(|it| it.0 == name)
    }
}

/// Our pages escape angle brackets and quotation marks, which makes this easy.
fn tags(html: &str) -> impl Iterator<Item = Tag<'_>> {
    html.split('<').skip(1).map(|it| {
        let (inside, after) = it.split_once('>').unwrap_or((it, ""));
        let (name, mut rest) = inside.split_once(' ').unwrap_or((inside, ""));
        let mut attributes = Vec::new();
        while !rest.is_empty() {
            let end = rest.find(['=', ' ']).unwrap_or(rest.len());
            let key = &rest[..end];
            rest = &rest[end..];
            let value = rest.strip_prefix("=\"").and_then(|it| it.split_once('"'));
            if let Some((value, more)) = value {
                attributes.push((key, plain(value)));
                rest = more;
            } else {
                attributes.push((key, String::new()));
            }
            rest = rest.trim_start();
        }
        Tag { name, attributes, after }
    })
}

/// Text without the escapes of HTML.
pub fn plain(escaped: &str) -> String {
    let text = escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&amp;", "&")
}
