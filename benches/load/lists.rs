use std::{fmt::Write as _, time::Instant};

use anyhow::{Context as _, Result};
use diesel::{Connection as _, PgConnection};
use hfk::{procedure::Role, storage};

use super::{
    service::{BIND, Service, sign_in},
    stage::{Stage, add_user, now},
};

const CHAIR: &str = "messung-vorsitz";
const HERE: &str = "/faelle/liste";
const ROWS: usize = 5_000;
const BOUNDARY: &str = "grenze";

/// How long a list of 5,000 rows takes: read and kept, looked at, taken over.
pub(super) fn measure(stage: &Stage) -> Result<()> {
    let mut conn = PgConnection::establish(stage.urls.owner.as_str())?;
    if storage::find_login(&mut conn, CHAIR)?.is_none() {
        add_user(&mut conn, CHAIR, Role::Chair)?;
    }
    let _service = Service::start(stage)?;
    let chair = Browser { cookie: sign_in(CHAIR)? };
    let form = chair.get(HERE)?;
    let started = Instant::now();
    let address = chair.send_list(&form, &list(now().at.timestamp()))?;
    let read = started.elapsed();
    let check = chair.get(&address)?;
    let looked_at = started.elapsed();
    chair.confirm(&check, &address)?;
    let taken_over = started.elapsed();
    println!(
        "{:>7} cases  list          {ROWS:>9} rows     read {:.1?}  checked {:.1?}  taken over {:.1?}  in all {taken_over:.1?}",
        stage.size,
        read,
        looked_at.saturating_sub(read),
        taken_over.saturating_sub(looked_at),
    );
    Ok(())
}

/// Families of three, every second closed, with numbers of this run.
fn list(run: i64) -> String {
    let mut list = "Aktenzeichen;Eingegangen am;Eingangsweg;Ausländerbehörde;Familienname;Vornamen;Geboren am;Stellung in der Familie;Staatsangehörigkeit;Straße;PLZ;Ort;Erledigt am;Ergebnis\n".to_owned();
    for row in 0..ROWS {
        let (family, member) = (row / 3, row % 3);
        let closed = if family % 2 == 0 { "14.02.2020;Ersuchen befolgt" } else { ";" };
        let role = ["Antragsteller/in", "Ehefrau", "Kind"][member];
        let born = format!("{:02}.{:02}.{}", row % 28 + 1, row % 12 + 1, 1950 + row % 50);
        // Writing to a string does not fail.
        let _ = writeln!(
            list,
            "B{run}-{family};03.06.2019;Post;Stadt Köln;Đorđević{family};Vorname{member};{born};{role};serbisch;Musterweg {family};50667;Köln;{closed}"
        );
    }
    list
}

struct Browser {
    cookie: String,
}

impl Browser {
    fn get(&self, path: &str) -> Result<String> {
        let request = ureq::get(format!("http://{BIND}{path}")).header("cookie", &self.cookie);
        Ok(request.call()?.body_mut().read_to_string()?)
    }

    fn send_list(&self, form: &str, list: &str) -> Result<String> {
        let part = |head: &str, text: &str| {
            format!("--{BOUNDARY}\r\ncontent-disposition: form-data; {head}\r\n\r\n{text}\r\n")
        };
        let body = [
            part("name=\"csrf\"", hidden(form, "csrf")?),
            part("name=\"key\"", hidden(form, "key")?),
            part("name=\"file\"; filename=\"Liste.csv\"", list),
            format!("--{BOUNDARY}--\r\n"),
        ]
        .concat();
        self.post(HERE, &format!("multipart/form-data; boundary={BOUNDARY}"), &body)
    }

    fn confirm(&self, page: &str, address: &str) -> Result<String> {
        let (csrf, key) = (hidden(page, "csrf")?, hidden(page, "key")?);
        let body = format!("csrf={csrf}&key={key}&tun=uebernehmen");
        self.post(address, "application/x-www-form-urlencoded", &body)
    }

    /// Where it leads to.
    fn post(&self, path: &str, kind: &str, body: &str) -> Result<String> {
        let agent = ureq::Agent::config_builder().max_redirects(0).build().new_agent();
        let response = agent
            .post(format!("http://{BIND}{path}"))
            .header("cookie", &self.cookie)
            .header("content-type", kind)
            .send(body)?;
        let location = response.headers().get("location").context("no way on")?.to_str()?;
        Ok(location.to_owned())
    }
}

fn hidden<'a>(page: &'a str, name: &str) -> Result<&'a str> {
    let (_, rest) =
        page.split_once(&format!("name=\"{name}\" value=\"")).context("no such field")?;
    Ok(rest.split('"').next().unwrap_or_default())
}
