//! `matbaa admin`: access for those who run the machine. Anyone who can start this command could also open the
//! database.

use std::process::ExitCode;

use anyhow::Context;
use newsroom::{Actor, Clock, SecretToken, SystemClock};

use crate::cli::AdminArgs;
use crate::config::Values;

/// Prints a new link for the first administrator, or resets a lost second factor.
pub async fn run(values: &Values, args: &AdminArgs) -> anyhow::Result<ExitCode> {
    let url = values.site_url(args.url.as_deref(), values.listen.port())?;
    let newsroom = values.newsroom().await?;
    let (console, now) = (Actor::console(), SystemClock.now());
    if let Some(email) = &args.reset_factor {
        let person = newsroom::person_by_email(newsroom.reads(), email).await?;
        let person = person.with_context(|| format!("nobody here has the address {email}"))?;
        newsroom.write(now, async |tx| newsroom::reset_factors(tx, &console, person.id).await).await?;
        println!("{email}: second factor, passkeys and recovery codes are gone; sign in with the password");
        return Ok(ExitCode::SUCCESS);
    }
    let token = newsroom.write(now, async |tx| newsroom::first_admin_link(tx, &console).await).await?;
    println!("{}", first_link(&url, &token));
    Ok(ExitCode::SUCCESS)
}

/// The link on a site at `url`.
pub fn first_link(url: &str, token: &SecretToken) -> String {
    format!("{url}/newsroom/first/{}", token.reveal())
}
