//! The door: passwords are looked at here, on threads that serve nobody else, a few at a time.

use std::{net::IpAddr, sync::Arc, thread, time::Duration};

use actix_web::{
    HttpRequest,
    cookie::Cookie,
    rt::time::timeout,
    web::{self, Data},
};
use anyhow::{Context as _, anyhow};
use aws_lc_rs::rand;
use tokio::sync::Semaphore;

use super::{
    clock::fresh_id,
    session::{self, SignedIn},
    token::Reference,
    unsent::Returned,
};
use crate::{
    Now, Problem,
    acts::{self, Attempt, NewSession},
    config::Config,
    procedure::SessionId,
    storage::{self, Account, Db},
};

/// How long somebody waits for their turn before they are told to come back.
const PATIENCE: Duration = Duration::from_secs(10);

/// Works the passwords out: one at a time for each core.
#[derive(Clone)]
pub(super) struct Gate {
    db: Data<Db>,
    config: Data<Config>,
    turns: Arc<Semaphore>,
}

impl Gate {
    pub(super) fn new(db: Data<Db>, config: Data<Config>) -> Self {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        Self { db, config, turns: Arc::new(Semaphore::new(cores)) }
    }

    /// `None` when the password is wrong or there is no such account that is open: the same
    /// answer after the same time.
    pub(super) async fn sign_in(
        &self,
        attempt: Attempt,
        password: String,
        now: Now,
    ) -> Result<Option<(Cookie<'static>, Returned)>, Problem> {
        let tried = attempt.clone();
        let account = self.db.write(move |conn| acts::begin_sign_in(conn, &tried, now)).await?;
        let hash = account.as_ref().map(|it| it.password_hash.clone());
        let right = self.is_password(password.clone(), hash).await?;
        let Some(account) = account.as_ref().filter(|_| right) else {
            let known = account.map(|it| it.id);
            self.db.write(move |conn| acts::turn_away(conn, known)).await?;
            return Ok(None);
        };
        let rehashed = self.rehash(account, password).await?;
        let session = new_session()?;
        let reference = Reference { session: session.id, user: account.id };
        let returned = Returned { user: account.id, csrf: session.csrf_token.clone() };
        self.db
            .write(move |conn| {
                let who = (&attempt, reference.user);
                acts::let_in(conn, who, &session, rehashed.as_deref(), now)
            })
            .await?;
        Ok(Some((session::cookie(reference, &self.config, now)?, returned)))
    }

    /// Asks for the password of now, and counts a wrong one as an attempt to sign in: whoever
    /// finds an open screen may not guess on.
    pub(super) async fn change_password(
        &self,
        by: &SignedIn,
        (address, current): (IpAddr, String),
        new: String,
        now: Now,
    ) -> Result<(), Problem> {
        let (user, session) = (by.actor.user, by.session);
        let account = self.db.read(move |conn| Ok(storage::find_account(conn, user)?)).await?;
        let account = account.ok_or(Problem::SignedOut)?;
        acts::check_new_password(&new, &account.login, "new")?;
        let attempt = Attempt::new(&account.login, address);
        let tried = attempt.clone();
        self.db.write(move |conn| acts::begin_sign_in(conn, &tried, now).map(drop)).await?;
        if !self.is_password(current, Some(account.password_hash)).await? {
            self.db.write(move |conn| acts::turn_away(conn, Some(user))).await?;
            return Err(Problem::field("current", "Das jetzige Passwort stimmt nicht."));
        }
        let hash = self.hash(new).await?;
        self.db
            .write(move |conn| acts::change_password(conn, &attempt, (user, session), &hash, now))
            .await
    }

    /// Without a hash it takes as long and is never right.
    async fn is_password(&self, password: String, hash: Option<String>) -> Result<bool, Problem> {
        let Some(hash) = hash else {
            return self.hash(password).await.map(|_| false);
        };
        self.work_out(move || Ok(acts::is_password(&password, &hash))).await
    }

    async fn rehash(&self, account: &Account, password: String) -> Result<Option<String>, Problem> {
        if acts::is_cheaper(&account.password_hash, self.config.password_cost) {
            self.hash(password).await.map(Some)
        } else {
            Ok(None)
        }
    }

    async fn hash(&self, password: String) -> Result<String, Problem> {
        let cost = self.config.password_cost;
        self.work_out(move || acts::hash_password(&password, cost)).await
    }

    #[expect(clippy::disallowed_methods, reason = "a hash is no query, and holds no connection")]
    async fn work_out<T: Send + 'static>(
        &self,
        f: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let turn = timeout(PATIENCE, self.turns.acquire()).await;
        let _turn = turn
            .map_err(|_| Problem::Busy(anyhow!("too many passwords to look at")))?
            .context("the gate is closed")?;
        web::block(f).await.context("blocking pool")?
    }
}

fn new_session() -> Result<NewSession, Problem> {
    let mut token = [0; 32];
    rand::fill(&mut token).map_err(|_| anyhow!("the system gives no random bytes"))?;
    Ok(NewSession { id: SessionId(fresh_id()), csrf_token: storage::hex(&token) })
}

/// From where the request comes. Behind the proxy that speaks https, the last address that it was
/// forwarded for is the one the proxy has seen; the ones before it anybody can write.
pub(super) fn address_of(req: &HttpRequest, config: &Config) -> Result<IpAddr, Problem> {
    let forwarded = req.headers().get_all("x-forwarded-for").last().filter(|_| config.tls);
    let last = forwarded.and_then(|it| it.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
    let peer = req.peer_addr().map(|it| it.ip());
    last.or(peer).ok_or_else(|| Problem::Broken(anyhow!("a request without an address")))
}
