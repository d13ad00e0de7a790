use tadmor::{Tables, article, page};
fn main() {
    let tables = Tables::shipped().unwrap();
    for folder in std::env::args().skip(1) {
        let mut paths: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path()).collect();
        paths.sort();
        for path in paths {
            let bytes = std::fs::read(&path).unwrap();
            let read = page::parse(&bytes, None, &tables);
            let found = article::find(&read, &tables);
            let all = format!("{read:?}{found:?}");
            let sum = all
                .bytes()
                .fold(0xcbf2_9ce4_8422_2325_u64, |s, b| (s ^ u64::from(b)).wrapping_mul(0x100_0000_01b3));
            println!("{} {sum:016x}", path.display());
        }
    }
}
