//! Whether a search finds what a reader of Arabic expects: our analyzer and four peers on the same pairs of query and
//! text, each asked over that one text.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::Context;
use arabic::Language;
use arabic::analyzer::Analyzer;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};

use crate::report::Report;

/// A query, a text, and whether a reader who searches news expects the text to be found.
struct Pair {
    query: String,
    text: String,
    expected: bool,
}

/// Lucene's analyzer of Debian's `liblucene8-java`, asked by a program of one file. Needs a JDK.
const LUCENE: &str = r#"
import java.io.*; import java.nio.charset.StandardCharsets; import java.util.*;
import org.apache.lucene.analysis.*; import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
class Pairs {
  static List<String> terms(Analyzer a, String text) throws IOException {
    List<String> all = new ArrayList<>();
    try (TokenStream s = a.tokenStream("f", text)) {
      CharTermAttribute t = s.addAttribute(CharTermAttribute.class);
      s.reset(); while (s.incrementToken()) all.add(t.toString()); s.end();
    }
    return all;
  }
  public static void main(String[] x) throws IOException {
    Analyzer a = new ArabicAnalyzer();
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line; (line = in.readLine()) != null; ) {
      String[] c = line.split("\t");
      List<String> q = terms(a, c[0]), t = terms(a, c[1]);
      boolean phrase = c[0].startsWith("\"");
      System.out.println(!q.isEmpty() && (phrase ? Collections.indexOfSubList(t, q) >= 0 : t.containsAll(q)) ? 1 : 0);
    }
  }
}
"#;

/// Reads the pairs, asks every engine, and adds a line for each.
pub async fn measure(report: &mut Report) -> anyhow::Result<()> {
    let shared = std::env::var_os("MATBAA_SHARED").map_or_else(|| PathBuf::from("../shared"), PathBuf::from);
    let file = shared.join("corpora/search/arabic_pairs.tsv");
    let Ok(table) = std::fs::read_to_string(&file) else {
        eprintln!("SKIPPED search pairs: {} is not there", file.display());
        return Ok(());
    };
    let pairs: Vec<Pair> = table
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut columns = line.split('\t').map(str::to_owned);
            Some(Pair { query: columns.next()?, text: columns.next()?, expected: columns.next()? == "1" })
        })
        .collect();
    let mut add = |engine: &str, answers: &[bool]| {
        let right = answers.iter().zip(&pairs).filter(|(answer, pair)| **answer == pair.expected).count();
        #[allow(clippy::cast_precision_loss, reason = "a few hundred pairs")]
        let share = right as f64 * 100.0 / pairs.len() as f64;
        let bar = if engine == "matbaa" { "98 %" } else { "" };
        report.line(
            &format!("pairs of an Arabic query and a text answered as a reader expects: {engine}"),
            &format!("**{share:.0} %**"),
            &format!("{right} of {}", pairs.len()),
            bar,
        );
    };
    add("matbaa", &ours(&pairs));
    add("Snowball, the stock Arabic stemmer", &snowball(&pairs));
    add("SQLite FTS5, unicode61", &sqlite(&pairs).await?);
    let postgres = std::env::var("MATBAA_TEST_POSTGRES").context("MATBAA_TEST_POSTGRES")?;
    add("PostgreSQL, arabic", &postgresql(&pairs, &postgres).await?);
    match lucene(&pairs) {
        Ok(answers) => add("Lucene's ArabicAnalyzer (Elasticsearch, Solr)", &answers),
        Err(why) => eprintln!("SKIPPED Lucene's ArabicAnalyzer: {why}"),
    }
    Ok(())
}

fn unquoted(query: &str) -> Option<&str> {
    query.strip_prefix('"')?.strip_suffix('"')
}

fn ours(pairs: &[Pair]) -> Vec<bool> {
    let mut analyzer = Analyzer::new();
    let mut answer = |pair: &Pair| {
        let text = analyzer.tokens(&pair.text, Language::Arabic);
        let query = analyzer.query(&pair.query);
        if unquoted(&pair.query).is_some() {
            text.windows(query.len().max(1)).any(|run| run.iter().zip(&query).all(|(a, b)| a.exact == b.exact))
        } else {
            query.iter().all(|word| text.iter().any(|token| token.matches(word)))
        }
    };
    pairs.iter().map(&mut answer).collect()
}

fn snowball(pairs: &[Pair]) -> Vec<bool> {
    let stemmer = frostem::Stemmer::new(frostem::Algorithm::Arabic);
    let stems = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !(c.is_alphanumeric() || ('\u{64B}'..='\u{652}').contains(&c)));
        words.filter(|word| !word.is_empty()).map(|word| stemmer.stem(&word.to_lowercase()).into_owned()).collect()
    };
    let answer = |pair: &Pair| {
        let (query, text) = (stems(&pair.query), stems(&pair.text));
        if unquoted(&pair.query).is_some() {
            text.windows(query.len().max(1)).any(|run| run == query)
        } else {
            query.iter().all(|stem| text.contains(stem))
        }
    };
    pairs.iter().map(answer).collect()
}

async fn sqlite(pairs: &[Pair]) -> anyhow::Result<Vec<bool>> {
    let mut options = sea_orm::ConnectOptions::new("sqlite::memory:");
    options.max_connections(1);
    let db = Database::connect(options).await?;
    let run = |sql: &str| Statement::from_string(DbBackend::Sqlite, sql);
    db.execute_raw(run("CREATE VIRTUAL TABLE pairs USING fts5(text, tokenize = 'unicode61')")).await?;
    let mut answers = Vec::new();
    for pair in pairs {
        db.execute_raw(run("DELETE FROM pairs")).await?;
        let insert = "INSERT INTO pairs (text) VALUES (?)";
        db.execute_raw(Statement::from_sql_and_values(DbBackend::Sqlite, insert, [pair.text.clone().into()])).await?;
        let query = match unquoted(&pair.query) {
            Some(phrase) => format!("\"{phrase}\""),
            None => pair.query.split_whitespace().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" "),
        };
        let ask = "SELECT count(*) AS found FROM pairs WHERE pairs MATCH ?";
        answers.push(is_found(&db, Statement::from_sql_and_values(DbBackend::Sqlite, ask, [query.into()])).await?);
    }
    Ok(answers)
}

async fn postgresql(pairs: &[Pair], address: &str) -> anyhow::Result<Vec<bool>> {
    let db = Database::connect(address).await?;
    let mut answers = Vec::new();
    for pair in pairs {
        let reads = if unquoted(&pair.query).is_some() { "phraseto_tsquery" } else { "plainto_tsquery" };
        let ask = format!("SELECT count(*) AS found WHERE to_tsvector('arabic', $1) @@ {reads}('arabic', $2)");
        let values = [pair.text.clone().into(), pair.query.replace('"', "").into()];
        answers.push(is_found(&db, Statement::from_sql_and_values(DbBackend::Postgres, ask, values)).await?);
    }
    Ok(answers)
}

async fn is_found(db: &DatabaseConnection, ask: Statement) -> anyhow::Result<bool> {
    let row = db.query_one_raw(ask).await?.context("no row")?;
    Ok(row.try_get::<i64>("", "found")? > 0)
}

fn lucene(pairs: &[Pair]) -> anyhow::Result<Vec<bool>> {
    let folder = tempfile::tempdir()?;
    let program = folder.path().join("Pairs.java");
    std::fs::write(&program, LUCENE)?;
    let jars = [jar("lucene-core-8")?, jar("lucene-analyzers-common-8")?].join(":");
    let mut java = Command::new("java")
        .args(["-Dfile.encoding=UTF-8", "-cp", &jars])
        .arg(&program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .context("java is not installed")?;
    let mut rows = java.stdin.take().context("no input")?;
    for pair in pairs {
        writeln!(rows, "{}\t{}", pair.query, pair.text)?;
    }
    drop(rows);
    let output = java.wait_with_output()?;
    let answers: Vec<bool> = String::from_utf8(output.stdout)?.lines().map(|line| line == "1").collect();
    anyhow::ensure!(
        answers.len() == pairs.len(),
        "java answered {} of {} (a JDK is needed)",
        answers.len(),
        pairs.len()
    );
    Ok(answers)
}

/// The library of Debian whose file name begins like this.
fn jar(name: &str) -> anyhow::Result<String> {
    let files = std::fs::read_dir("/usr/share/java").context("liblucene8-java is not installed")?;
    let mut paths = files.filter_map(|file| file.ok()?.path().to_str().map(str::to_owned));
    paths.find(|path| path.contains(&format!("/{name}"))).context("liblucene8-java is not installed")
}
