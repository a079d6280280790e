//! Many lives, as many at once as the machine has cores: each has a thread, a runtime and a time of its own.

use std::{panic::catch_unwind, path::PathBuf, sync::Mutex, thread, time::Instant};

use crate::life::{Broken, Life, Sum};

pub fn live(life: Life) -> Result<Sum, Box<Broken>> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(life.run())
}

/// Lives them all, says how each went, and answers in which of them a promise broke. How it came to that is written into a
/// file for each.
pub fn live_side_by_side(lives: impl Iterator<Item = Life> + Send) -> Vec<u64> {
    let began = Instant::now();
    let lives = Mutex::new(lives);
    let result = Mutex::new((Sum::default(), Vec::new()));
    let live_on = || {
        loop {
            let next = lives.lock().unwrap().next();
            let Some(life) = next else { break };
            let lived = catch_unwind(|| live(life));
            let mut result = result.lock().unwrap();
            match lived {
                Ok(Ok(sum)) => {
                    println!("KAMM_SEED={} {sum:?}", life.seed);
                    result.0 += sum;
                }
                Ok(Err(broken)) => {
                    println!("{}\n{}", broken.headline(), keep(&broken).display());
                    result.1.push(life.seed);
                }
                Err(_) => {
                    println!("KAMM_SEED={} ended in a panic", life.seed);
                    result.1.push(life.seed);
                }
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..threads() {
            scope.spawn(live_on);
        }
    });
    let (sum, mut broken) = result.into_inner().unwrap();
    broken.sort_unstable();
    println!("{sum:?} in {:?}, broken: {broken:?}", began.elapsed());
    broken
}

fn threads() -> usize {
    match crate::number("KAMM_THREADS") {
        Some(threads) => threads as usize,
        None => thread::available_parallelism().map_or(1, usize::from),
    }
}

fn keep(broken: &Broken) -> PathBuf {
    let directory = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("broken-lives");
    std::fs::create_dir_all(&directory).unwrap();
    let file = directory.join(format!("{}.txt", broken.seed));
    std::fs::write(&file, broken.to_string()).unwrap();
    file
}
