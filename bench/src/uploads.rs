//! A reportage comes into the archive while somebody works at the desk: photos of 12 megapixels, two on their way at a
//! time as the archive's page sends them, and a story saved ten times a second.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use newsroom::{Actor, ArchiveFilter, Clock, Newsroom, SystemClock};

use crate::report::Report;
use crate::{Plan, desk, median, p99, pictures, server};

/// Photos of a full run, and of a quick one.
const PHOTOS: usize = 1_000;
const PHOTOS_QUICK: usize = 60;
/// Photos that differ; the others differ from them in a byte that no decoder reads.
const ORIGINALS: usize = 8;
/// Photos on their way at once.
const AT_ONCE: usize = 2;
/// The pause between two saves.
const PAUSE: Duration = Duration::from_millis(100);

/// Uploads, and measures the saves meanwhile.
pub async fn measure(plan: &Plan, report: &mut Report) -> anyhow::Result<()> {
    let photos = if plan.stories < 1_000_000 { PHOTOS_QUICK } else { PHOTOS };
    let (folder, made) = (tempfile::tempdir()?, tempfile::tempdir()?);
    let originals: Vec<Vec<u8>> = (0..ORIGINALS)
        .map(|number| Ok(std::fs::read(pictures::photo(made.path(), number)?)?))
        .collect::<anyhow::Result<_>>()?;
    let originals = Arc::new(originals);
    let newsroom = Newsroom::open(folder.path(), None).await?;
    let quiet = desk::saves_until(&newsroom, PAUSE, Arc::new(AtomicBool::new(false)), 50).await?;
    let is_over = Arc::new(AtomicBool::new(false));
    let saving = tokio::spawn({
        let (newsroom, is_over) = (newsroom.clone(), is_over.clone());
        async move { desk::saves_until(&newsroom, PAUSE, is_over, usize::MAX).await }
    });
    let (next, began) = (Arc::new(AtomicUsize::new(0)), Instant::now());
    let mut uploads = Vec::new();
    for _ in 0..AT_ONCE {
        let (newsroom, next, originals) = (newsroom.clone(), next.clone(), originals.clone());
        uploads.push(tokio::spawn(async move {
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let Some(original) = originals.get(number % ORIGINALS).filter(|_| number < photos) else {
                    return anyhow::Ok(());
                };
                // What follows the end of a JPEG is not part of the picture.
                let file = [original.as_slice(), number.to_string().as_bytes()].concat();
                let prepared = newsroom::prepare_picture(&newsroom, file.into()).await?;
                let console = Actor::console();
                let add = async |tx: &mut newsroom::Tx| newsroom::add_picture(tx, &console, None, &prepared).await;
                newsroom.write(SystemClock.now(), add).await?;
            }
        }));
    }
    for upload in uploads {
        upload.await??;
    }
    let took = began.elapsed().as_secs_f64();
    is_over.store(true, Ordering::Relaxed);
    let saves = saving.await??;
    let peak = server::resident_mib(std::process::id(), "VmHWM:")?;
    let page = newsroom::archive_list(newsroom.reads(), &Actor::console(), ArchiveFilter::default(), 200).await?;
    ensure!(page.pictures.len() == photos.min(200), "every photo is in the archive");
    let newest = page.pictures.first().context("a photo")?;
    ensure!(newest.picture.width == 4_000, "the photos are whole");
    report.line(
        &format!("a story of 5,000 words saved ten times a second while {photos} photos of 12 megapixels come in"),
        &format!("p99 **{:.1} ms**, median {:.1} ms", p99(saves.clone()), median(saves)),
        &format!(
            "without photos p99 {:.1} ms; {:.1} photos/s with all renditions; peak {peak:.0} MiB",
            p99(quiet),
            photos as f64 / took
        ),
        "100 ms",
    );
    Ok(())
}
