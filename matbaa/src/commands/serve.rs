//! `matbaa serve`: serves the paper until the process is told to stop.

use std::process::ExitCode;
use std::sync::Arc;

use newsroom::SystemClock;
use web::{Site, SiteConfig};

use crate::cli::ServeArgs;
use crate::config::Values;

/// Serves until SIGINT or SIGTERM; requests in progress are finished.
pub async fn run(values: &Values, args: &ServeArgs) -> anyhow::Result<ExitCode> {
    let listen = args.listen.unwrap_or(values.listen);
    let url = values.site_url(args.url.as_deref(), listen.port())?;
    let theme = args.theme.clone().or_else(|| values.theme.clone());
    if let Some(folder) = &theme {
        anyhow::ensure!(folder.is_dir(), "the theme folder {} does not exist", folder.display());
    }
    let newsroom = values.newsroom_to_serve(args.accept_loss).await?;
    if values.bucket()?.is_some() {
        // Texts are served whatever the bucket answers, and nobody waits for it.
        let media = newsroom.media().clone();
        tokio::spawn(async move {
            if let Err(error) = media.check().await {
                tracing::error!(%error, "the bucket cannot be read: check `bucket…` in the configuration");
            }
        });
    }
    let config = SiteConfig {
        url,
        hosts: values.hosts.clone(),
        theme,
        trusted_proxies: values.trusted_proxies()?,
        reads: web::ReadSettings { memory_bytes: values.reads_memory_mib << 20, ..web::ReadSettings::default() },
        pages_bytes: values.pages_mib << 20,
        requests_a_second: std::num::NonZeroU32::new(values.requests_a_second),
        metrics: values.metrics,
        dictionaries: values.dictionaries.clone(),
        search: Some(values.search_folder()),
        mail: values.mail()?,
        outgoing: values.outgoing()?,
        spam_service: values.spam_service()?,
    };
    let shown = config.url.clone();
    let passkeys = passkeys::of_site(&config.url, config.host());
    let site = Site::new(newsroom, Arc::new(SystemClock), config, passkeys).map_err(anyhow::Error::msg)?;
    let invited = first_admin(&site).await?;
    let ready = move |address| {
        tracing::info!(%address, url = shown, "serving");
        println!("{shown}");
        if let Some(token) = invited {
            println!("first administrator, once and within 30 minutes: {}", super::admin::first_link(&shown, &token));
        }
    };
    web::serve(site, listen, ready, stopped()).await?;
    tracing::info!("stopped");
    Ok(ExitCode::SUCCESS)
}

/// The token of a link for the first administrator, if nobody can sign in yet.
async fn first_admin(site: &Site) -> anyhow::Result<Option<newsroom::SecretToken>> {
    if newsroom::anybody_has_password(site.newsroom().reads()).await? {
        return Ok(None);
    }
    let console = newsroom::Actor::console();
    let made = site.newsroom().write(site.now(), async |tx| newsroom::first_admin_link(tx, &console).await);
    match made.await {
        // Readers are served nevertheless; `matbaa admin` makes the link once there is space again.
        Err(error) if error.outage().is_some() => {
            tracing::error!(%error, "no link for the first administrator could be made");
            Ok(None)
        }
        made => Ok(Some(made?)),
    }
}

/// Resolves when the process is asked to stop.
async fn stopped() {
    let interrupt = tokio::signal::ctrl_c();
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
        }
        Err(_) => {
            let _ = interrupt.await;
        }
    }
}
