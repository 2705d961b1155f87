//! Who is signed in. The cookie refers to a session; what its user may do is read from the
//! database at every request, so that a lock or a change of role takes effect on the next one.

use std::{pin::Pin, rc::Rc};

use actix_web::{
    FromRequest, HttpMessage as _, HttpRequest,
    cookie::{Cookie, SameSite},
    dev::Payload,
    web::Data,
};
use anyhow::anyhow;
use chrono::Duration;

use super::{
    clock::Clock,
    token::{self, Reference},
};
use crate::{
    Now, Problem,
    config::Config,
    procedure::{Actor, Land, Right, SessionId, UserId},
    storage::{self, Db, Session},
};

const IDLE: Duration = Duration::minutes(30);
const ABSOLUTE: Duration = Duration::hours(10);
/// How exactly the last use of a session is known: a write per request would be waste.
const SEEN_EVERY: Duration = Duration::minutes(1);

/// Someone signed in: a handler that takes one needs no further check of who asks.
#[derive(Clone, Debug)]
pub(in crate::web) struct SignedIn {
    pub(in crate::web) actor: Actor,
    pub(in crate::web) login: String,
    pub(in crate::web) name: String,
    /// Stands in every form of the session.
    pub(in crate::web) csrf: String,
    pub(in crate::web) session: SessionId,
    pub(in crate::web) must_change_password: bool,
    /// Whose commission this is.
    pub(in crate::web) land: Land,
    /// The path of this request.
    pub(in crate::web) path: String,
}

impl SignedIn {
    /// Refuses a function that is not open to the roles of this user.
    pub(in crate::web) fn require(&self, right: Right) -> Result<(), Problem> {
        if self.actor.may(right) { Ok(()) } else { Err(Problem::Forbidden) }
    }
}

impl FromRequest for SignedIn {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let req = req.clone();
        Box::pin(async move { of_request(&req).await })
    }
}

/// Asks the database once per request, however many extractors ask.
pub(in crate::web) async fn of_request(req: &HttpRequest) -> Result<SignedIn, Problem> {
    let known = req.extensions().get::<Rc<SignedIn>>().cloned();
    let by = if let Some(by) = known {
        by
    } else {
        let by = Rc::new(look_up(req).await?);
        req.extensions_mut().insert(Rc::clone(&by));
        by
    };
    // A password that somebody else has seen opens only the page where it is changed.
    if by.must_change_password && !matches!(by.path.as_str(), "/konto" | "/abmelden") {
        return Err(Problem::PasswordDue);
    }
    Ok(SignedIn::clone(&by))
}

async fn look_up(req: &HttpRequest) -> Result<SignedIn, Problem> {
    let (db, now) = (data::<Db>(req)?, data::<Clock>(req)?.now());
    let session = find(req, &db, now).await?.filter(|it| is_alive(it, now));
    let session = session.ok_or(Problem::SignedOut)?;
    let id = session.id;
    if now.at - session.seen_at >= SEEN_EVERY {
        db.write(move |conn| Ok(storage::touch_session(conn, id, now)?)).await?;
    }
    Ok(SignedIn {
        actor: session.actor,
        login: session.login,
        name: session.name,
        csrf: session.csrf_token,
        session: session.id,
        must_change_password: session.must_change_password,
        land: session.land,
        path: req.path().to_owned(),
    })
}

/// The session that the cookie refers to, also when nobody has used it for too long.
async fn find(req: &HttpRequest, db: &Db, now: Now) -> Result<Option<Session>, Problem> {
    let config = data::<Config>(req)?;
    let Some(cookie) = req.cookie(cookie_name(&config)) else { return Ok(None) };
    let Some(Reference { session: id, user }) =
        token::unseal(cookie.value(), &config.session_secret, now)
    else {
        return Ok(None);
    };
    let found = db.read(move |conn| Ok(storage::find_session(conn, id)?)).await?;
    Ok(found.filter(|it| it.actor.user == user))
}

/// A session that has ended by itself, and nothing can be done with but to say whose a form is.
pub(in crate::web) struct Lapsed {
    pub(in crate::web) user: UserId,
    pub(in crate::web) csrf: String,
}

pub(in crate::web) async fn lapsed(req: &HttpRequest) -> Result<Option<Lapsed>, Problem> {
    let (db, now) = (data::<Db>(req)?, data::<Clock>(req)?.now());
    let found = find(req, &db, now).await?.filter(|it| !is_alive(it, now));
    Ok(found.map(|it| Lapsed { user: it.actor.user, csrf: it.csrf_token }))
}

fn is_alive(session: &Session, now: Now) -> bool {
    now.at - session.seen_at <= IDLE && now.at - session.created_at <= ABSOLUTE
}

/// What the application was started with.
pub(in crate::web) fn data<T: 'static>(req: &HttpRequest) -> Result<Data<T>, Problem> {
    let found = req.app_data::<Data<T>>().cloned();
    found.ok_or_else(|| Problem::Broken(anyhow!("no {}", std::any::type_name::<T>())))
}

pub(in crate::web) fn cookie(
    reference: Reference,
    config: &Config,
    now: Now,
) -> Result<Cookie<'static>, Problem> {
    let token = token::seal(reference, &config.session_secret, now.at, ABSOLUTE)?;
    Ok(with_rules(Cookie::new(cookie_name(config), token), config))
}

/// Takes the cookie back.
pub(in crate::web) fn no_cookie(config: &Config) -> Cookie<'static> {
    let mut cookie = with_rules(Cookie::new(cookie_name(config), ""), config);
    cookie.make_removal();
    cookie
}

fn with_rules(mut cookie: Cookie<'static>, config: &Config) -> Cookie<'static> {
    cookie.set_path("/");
    cookie.set_http_only(true);
    cookie.set_same_site(SameSite::Strict);
    cookie.set_secure(config.tls);
    cookie
}

/// Browsers accept `__Host-` only over https, for the whole host and nobody else.
const fn cookie_name(config: &Config) -> &'static str {
    if config.tls { "__Host-session" } else { "session" }
}
