#!/usr/bin/env python3
"""Makes data/places.tsv, the gazetteer that ships, from larger public gazetteers.

    python3 scripts/places.py GAZETTEER_FOLDER MAP_FOLDER

GAZETTEER_FOLDER holds `places.tsv.xz` (id, source, type, country, lat, lon, population, name, other names
parted by |; Who's On First and GeoNames) and `geonames_countryInfo.txt`. MAP_FOLDER holds Natural Earth's
`ne_10m_admin1_label_points.geojson.gz` and `ne_50m_countries.geojson.gz`, and Who's On First's
`wof_admin1_conflict43.geojson.gz`. Reads data/exonyms.tsv and data/demonyms.tsv. Run once per new gazetteer; the
output is checked in and read strictly at load. Standard library only.

What is kept: every country; every first-level region; places of 100,000 people or more and capitals anywhere;
in the countries of TIERS as many of the more notable places as stand there, ranked by population and then by in
how many languages they have a name.
"""
import gzip, json, lzma, os, re, sys, unicodedata

# How many settlements are kept of a country, and from which population on one is kept in any case.
TIERS = {
    'SY': (99999, 0), 'PS': (700, 1000), 'LB': (700, 1000), 'IQ': (2000, 1000), 'UA': (2300, 1000), 'YE': (800, 3000),
    'LY': (700, 1000), 'SD': (800, 1000), 'SS': (700, 1000), 'IL': (500, 1000), 'AF': (900, 3000), 'ET': (700, 5000),
    'SO': (700, 1000), 'ML': (700, 1000), 'BF': (450, 1000), 'NE': (500, 1000), 'NG': (500, 40000), 'TD': (300, 1000),
    'CM': (300, 5000), 'CF': (450, 1000), 'CD': (900, 1000), 'MZ': (350, 1000), 'MM': (600, 1000), 'AZ': (500, 2000),
    'AM': (350, 2000), 'GE': (450, 1000), 'ER': (120, 1000), 'CO': (400, 25000), 'PK': (500, 25000), 'TR': (600, 35000),
    'IR': (350, 35000), 'EG': (300, 30000), 'JO': (150, 5000), 'SA': (250, 15000), 'DZ': (200, 30000), 'TN': (120, 20000),
    'RW': (60, 5000), 'BI': (60, 5000), 'UG': (120, 5000), 'KE': (150, 5000), 'DJ': (20, 1000), 'XK': (120, 2000),
    'BA': (150, 5000), 'RS': (150, 5000), 'MD': (120, 5000), 'BY': (150, 10000), 'LK': (200, 5000), 'HT': (120, 5000),
    'CY': (30, 5000), 'KW': (20, 15000), 'TJ': (60, 10000), 'KG': (60, 10000), 'PH': (350, 30000), 'TH': (150, 30000),
    'IN': (400, 90000), 'RU': (500, 40000), 'TG': (40, 5000), 'BJ': (40, 5000), 'MR': (40, 5000), 'SN': (40, 15000),
    'CI': (60, 15000), 'AO': (60, 15000), 'GN': (30, 15000), 'SL': (30, 5000), 'LR': (30, 5000), 'BD': (120, 50000),
    'NP': (60, 20000), 'TL': (20, 1000), 'VE': (120, 50000), 'PE': (80, 50000), 'MX': (200, 60000), 'MK': (60, 5000),
    'AL': (40, 10000), 'HR': (60, 10000), 'EH': (20, 0), 'PL': (80, 50000), 'RO': (60, 50000), 'LT': (20, 20000),
}
# Small places near a war that lies mostly in another country: (country, south, north, west, east, population).
BORDERS = [('RU', 45, 53.6, 30, 42, 3000), ('RU', 42, 44.5, 41, 48.5, 3000), ('IN', 32, 36, 73, 79, 1000)]
WORLD = 100000
ARTICLES = {'al', 'el', 'as', 'ash', 'ad', 'an', 'ar', 'at', 'az', 'adh', 'ath', 'es', 'esh', 'ed', 'en', 'er', 'et', 'ez'}


def fold(text):
    """Like tadmor::text::fold::key, for Latin letters; other scripts give letters that are not ASCII."""
    text = unicodedata.normalize('NFKD', text)
    out, gap = [], False
    for ch in text:
        if unicodedata.combining(ch) or ch in '\u0640\u00ad' or ch in "'`’‘ʼʻʿʾ´":
            continue
        if not ch.isalnum():
            gap = bool(out)
            continue
        if gap:
            out.append(' ')
            gap = False
        ch = ch.lower()
        out.append({'ı': 'i', 'ł': 'l', 'ø': 'o', 'đ': 'd'}.get(ch, ch))
    return ''.join(out)


def latin_keys(names, cap):
    """Folded Latin names fit for matching, the first of a spelling first, at most `cap`."""
    keys = []
    for name in names:
        name = re.sub(r'\s*\(.*?\)', '', name).strip()
        if not name or not name[0].isupper() and not name[0] in "'`‘’ʻʿ" and not name.lower().startswith(('al-', 'el-', 'as-', 'ar-', 'ad-')):
            continue
        if name.isupper() and len(name) <= 4 or 'http' in name.lower():
            continue
        key = fold(name)
        letters = key.replace(' ', '')
        if not key.isascii() or not letters or len(letters) < 3 or letters.isdigit() or not re.search('[aeiouy]', letters):
            continue
        if len(key) > 40 or re.match(r'(gouvernement|gouvernorat|gobernacion|governacio|guvernorat\w*|guvernement\w*|provinz|provincia|provinc\w+|provinsi|propinsi|gubernio|region\w* de|regio|regiono|pokrajina|kegubernuran|kagubernuran|wilaya|oblast|distrito|raion|pentadbiran|the) ', key):
            continue
        key = re.sub(r' (governorate|province|oblast|region|district|county|city|vilayeti|muhafazasi|oblasti|state)$', '', key)
        if re.search(r' (eskualdea|maakunta|muchafaza|munafaza|muhafaza|kormanyzosag|tartomany|seng|probintzia|provints|provincija|guvernement|govrenorate|alue|oblasta|kilil|kiliks|streek|regionas|osariik|koan|omradet|distriktet|statuo|osavaltio|estatua|allam|osariik)$', key):
            continue
        if key not in keys:
            keys.append(key)
        if len(keys) >= cap:
            break
    return keys


def other_names(names, cap):
    """Arabic and Cyrillic names, shortest first: for people who search in them."""
    kept = []
    for name in names:
        if re.fullmatch(r"[\u0621-\u064a\u0671-\u06d3 ]+|[\u0400-\u045f\u0490\u0491 '’-]+", name) and len(name) < 30:
            if not re.search('محافظ|область|облысы|وبلاست', name):
                kept.append(name)
    seen = []
    for wanted in (r'[\u0600-\u06ff ]+', r'[\u0400-\u04ff \'’-]+'):
        of_script = sorted((n for n in kept if re.fullmatch(wanted, n)), key=lambda n: (len(n), n))
        seen += of_script[:cap]
    return seen


def inside(lon, lat, rings):
    """Whether a point lies in a polygon (even-odd over all its rings)."""
    odd = False
    for ring in rings:
        j = len(ring) - 1
        for i in range(len(ring)):
            (xi, yi), (xj, yj) = ring[i], ring[j]
            if (yi > lat) != (yj > lat) and lon < (xj - xi) * (lat - yi) / (yj - yi) + xi:
                odd = not odd
            j = i
    return odd


def bare(key):
    """A folded name without its leading article."""
    return re.sub(r'^(al|ar|as|ash|ad|at|az|an|el) ', '', key)


def polygons(geometry):
    return [geometry['coordinates']] if geometry['type'] == 'Polygon' else geometry['coordinates']


def centre(ring):
    """The centroid of a ring: (latitude, longitude)."""
    area = x = y = 0.0
    for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1]):
        cross = x0 * y1 - x1 * y0
        area, x, y = area + cross, x + (x0 + x1) * cross, y + (y0 + y1) * cross
    return (y / (3 * area), x / (3 * area)) if area else (ring[0][1], ring[0][0])


def regions_of(path):
    """By country: (id, bounding box, polygons)."""
    by_country = {}
    for feature in json.load(gzip.open(path, 'rt', encoding='utf-8'))['features']:
        shapes = polygons(feature['geometry'])
        xs = [x for shape in shapes for x, _ in shape[0]]
        ys = [y for shape in shapes for _, y in shape[0]]
        box = (min(xs), min(ys), max(xs), max(ys))
        row = ('wof:%s' % feature['properties']['id'], box, shapes)
        by_country.setdefault(feature['properties']['cc'], []).append(row)
    return by_country


def region_at(regions, lon, lat):
    for identity, (west, south, east, north), shapes in regions:
        if west <= lon <= east and south <= lat <= north and any(inside(lon, lat, shape) for shape in shapes):
            return identity
    return ''


def read_rows(path):
    for line in open(path, encoding='utf-8'):
        if line.strip() and not line.startswith('#'):
            yield line.rstrip('\n').split('\t')


def main():
    gazetteer, map_folder = sys.argv[1:3]
    here = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'data')
    exonyms = [(row + [''] * 4)[:4] for row in read_rows(os.path.join(here, 'exonyms.tsv'))]
    country_rows = {row[0]: row for row in read_rows(os.path.join(here, 'demonyms.tsv'))}
    polygons_of = regions_of(os.path.join(map_folder, 'wof_admin1_conflict43.geojson.gz'))

    settlements, regions, countries, counties = {}, {}, {}, {}
    with lzma.open(os.path.join(gazetteer, 'places.tsv.xz'), 'rt', encoding='utf-8') as lines:
        for line in lines:
            identity, source, kind, country, lat, lon, people, name, other = (line.rstrip('\n').split('\t') + [''])[:9]
            row = dict(id=identity, kind=kind, country=country, lat=float(lat), lon=float(lon), people=int(people or 0),
                       name=name, names=[name] + other.split('|'), source=source)
            if kind == 'region':
                regions.setdefault(country, []).append(row)
            elif kind == 'country':
                countries[country] = row
            elif kind == 'county':
                counties.setdefault(country, []).append(row)
            elif kind in ('campus', 'macroregion', 'microhood', 'borough') or kind == 'neighbourhood' and country != 'SY':
                continue
            else:
                settlements.setdefault(country, []).append(row)

    # The English name: that of exonyms.tsv, on the most peopled place of the country that has it or its local name.
    # A place that no list keeps otherwise is kept for having one.
    wanted, by_key = {}, {}
    for country in sorted({row[0] for row in exonyms}):
        for kind, pool in (('region', regions.get(country, [])), ('', settlements.get(country, []))):
            for row in pool:
                for key in {bare(fold(name)) for name in row['names'] if name[:1].isascii() or name[:1].isupper() or name[:1] in '‘’ʻʿ'}:
                    by_key.setdefault((country, kind, key), []).append(row)
    for country, english, local, kind in exonyms:
        keys = {bare(fold(name)) for name in (local or english).split('|') + [english]}
        fits = [row for key in sorted(keys) for row in by_key.get((country, kind, key), [])]
        if not fits and kind == 'region' and country not in regions:
            continue
        if not fits:
            print('exonyms.tsv: no place', country, english, local, kind, file=sys.stderr)
            continue
        best = max(fits, key=lambda row: (row['people'], len(row['names']), row['id']))
        best['english'] = english
        # Its spellings in exonyms.tsv come before those of the gazetteer, of which not all are kept.
        best['names'][1:1] = [english] + [name for name in local.split('|') if name]
        wanted[best['id']] = True

    kept = []
    for country, rows in settlements.items():
        most, floor = TIERS.get(country, (0, WORLD))
        rows.sort(key=lambda row: (-row['people'], -len(row['names']), row['id']))
        count = 0
        for row in rows:
            near_war = any(country == c and s <= row['lat'] <= n and w <= row['lon'] <= e and row['people'] >= p
                           for c, s, n, w, e, p in BORDERS)
            keep = row['people'] >= WORLD or row['kind'] == 'PPLC' or row['id'] in wanted or near_war
            keep = keep or row['kind'] == 'PPLA' and row['people'] >= 15000
            if not keep and count < most and (row['people'] >= floor or country == 'SY' or len(row['names']) >= 3 and row['source'] == 'wof'):
                keep = True
            if keep:
                count += 1
                row['class'] = 'quarter' if row['kind'] in ('neighbourhood', 'PPLX') else 'town'
                kept.append(row)
    have = {}
    for row in kept:
        have.setdefault(row['country'], set()).update(latin_keys(row['names'], 30))
    for country, rows in counties.items():
        if country not in TIERS or country in ('BA', 'RS', 'XK', 'TR', 'CO', 'IR', 'PK', 'EG', 'DZ', 'BY', 'MD', 'NG', 'BF', 'CM', 'UA', 'BI', 'RW', 'UG', 'KE', 'TN', 'SA', 'JO', 'LB', 'IL', 'AZ', 'AM', 'GE', 'MZ', 'TD', 'CF', 'NE'):
            continue
        for row in sorted(rows, key=lambda row: row['id']):
            keys = latin_keys(row['names'], 30)
            if keys and not have.get(country, set()) & set(keys) and len(row['names']) >= 2:
                row['class'] = 'county'
                kept.append(row)
    for country, rows in regions.items():
        for row in rows:
            if 'Neutral Zone' not in row['name']:
                row['class'] = 'region'
                kept.append(row)
    labels = json.load(gzip.open(os.path.join(map_folder, 'ne_10m_admin1_label_points.geojson.gz'), 'rt', encoding='utf-8'))
    # A region has a label on each of its islands: the one of lowest rank is meant, the most central of those.
    main = {}
    for feature in labels['features']:
        q = feature['properties']
        main.setdefault((q.get('iso_a2'), q.get('name')), []).append((q.get('scalerank', 99), feature['geometry']['coordinates']))
    for key, points in main.items():
        best = [point for rank, point in points if rank == min(rank for rank, _ in points)]
        middle = [sorted(point[i] for point in best)[len(best) // 2] for i in (0, 1)]
        main[key] = min(best, key=lambda point: (point[0] - middle[0]) ** 2 + (point[1] - middle[1]) ** 2)
    seen = set()
    big = {'US', 'RU', 'IN', 'CN', 'CA', 'AU', 'MX', 'BR', 'PH', 'TH', 'ID', 'LK', 'KE', 'UG', 'RW', 'BI', 'HT', 'NP', 'BD', 'KZ', 'KG', 'TJ', 'UZ',
           'TM', 'VE', 'PE', 'EC', 'AR', 'CL', 'ES', 'IT', 'FR', 'DE', 'JP', 'KR', 'AO', 'SN', 'ZA', 'ZW', 'PL', 'RO', 'CI', 'BJ', 'TG', 'MR', 'EH', 'KH', 'VN', 'LA', 'MY', 'PG', 'GN'}
    for feature in labels['features']:
        p = feature['properties']
        name, country = p.get('name'), p.get('iso_a2')
        code = p['adm1_code']
        if not name or country not in big or country in regions or (country, name) in seen or code in seen:
            continue
        seen |= {(country, name), code}
        lon, lat = main[(country, name)]
        row = dict(id='ne:%s' % code, country=country, lat=lat, lon=lon, people=0, name=name, names=[name])
        row['class'] = 'region'
        for c, english, local, kind in exonyms:
            if kind == 'region' and c == country and fold(name) in [fold(n) for n in (local or english).split('|')]:
                row['english'] = english
                row['names'].append(english)
        kept.append(row)
    centres = {}
    for feature in json.load(gzip.open(os.path.join(map_folder, 'ne_50m_countries.geojson.gz'), 'rt', encoding='utf-8'))['features']:
        ring = max((shape[0] for shape in polygons(feature['geometry'])), key=len)
        code = feature['properties'].get('iso_a2')
        code = {'France': 'FR', 'Norway': 'NO', 'Kosovo': 'XK'}.get(feature['properties']['name'], code)
        centres[code] = centre(ring)
    for line in open(os.path.join(gazetteer, 'geonames_countryInfo.txt'), encoding='utf-8'):
        f = line.rstrip('\n').split('\t')
        if line.startswith('#') or f[0] == 'ISO' or len(f) < 17 or not f[16]:
            continue
        ours = country_rows.get(f[0])
        if not ours:
            continue
        names = ours[1].split('|')
        full = countries.get(f[0])
        lat, lon = (full['lat'], full['lon']) if full else centres.get(f[0], (None, None))
        if lat is None:
            print('no point for', f[0], f[4], file=sys.stderr)
            continue
        row = dict(id='gn:' + f[16], country=f[0], lat=lat, lon=lon, people=int(f[7] or 0), name=names[0],
                   names=names + (full['names'] if full else []), latin=names)
        row['class'] = 'country'
        kept.append(row)

    rank = {'country': 0, 'region': 1, 'county': 2, 'town': 3, 'quarter': 4}
    kept.sort(key=lambda row: (row['country'], rank[row['class']], -row['people'], row['id']))
    ordinal, counted = {}, {}
    for row in kept:
        if row['class'] == 'region':
            counted[row['country']] = counted.get(row['country'], 0) + 1
            ordinal[row['id']] = str(counted[row['country']])
    out = os.path.join(here, 'places.tsv')
    with open(out, 'w', encoding='utf-8') as file:
        file.write(HEAD)
        for row in kept:
            cap = 11 if row['people'] >= WORLD else 5 if row['people'] >= 5000 or row['class'] == 'region' else 3 if row['country'] == 'SY' else 2
            if row['country'] not in TIERS and row['class'] != 'region':
                cap = 4
            names = row.get('latin') or row['names']
            keys = latin_keys(names, cap) if row['class'] != 'country' else [fold(n) for n in names]
            if row['country'] not in TIERS and row['class'] == 'town':
                # Transliterations into every language help nobody here.
                own = fold(row['name'])
                keys = [k for k in keys if k == own or k == fold(row.get('english', '')) or own.startswith(k[:3])]
            own = fold(row['name'])
            if own.isascii() and len(own) >= 2 and own not in keys:
                keys.insert(0, own)
            if not keys:
                continue
            region = ordinal.get(region_at(polygons_of.get(row['country'], []), row['lon'], row['lat']), '') if row['class'] in ('town', 'quarter', 'county') else ''
            other = other_names(row['names'], 1)[:1 if row['people'] < WORLD else 2] if row['people'] >= 10000 or row['country'] == 'SY' else []
            fields = [row['id'], row['name'].replace('\t', ' '), row.get('english', ''), row['country'], region, row['class'],
                      '%.3f' % row['lat'], '%.3f' % row['lon'], str(row['people'] or ''), '|'.join(keys), '|'.join(other)]
            file.write('\t'.join(fields).rstrip('\t') + '\n')
    print(len(kept), 'places,', os.path.getsize(out), 'bytes', file=sys.stderr)


HEAD = """\
# Places: countries, first-level regions, towns. Made by scripts/places.py; edit data/landmarks.tsv or data/exonyms.tsv instead.
# Source: GeoNames (www.geonames.org), licence CC BY 4.0.
# Source: Who's On First (whosonfirst.org), CC0 with parts from GeoNames CC BY 4.0, GeoPlanet CC BY, Quattroshapes CC BY, Mesoshapes CC0.
# Source of first-level regions elsewhere: Natural Earth (naturalearthdata.com), public domain. English names: data/exonyms.tsv.
# region: the number of the region among the country's rows of class region, from 1.
# id	name	English	country	region	class	latitude	longitude	people	folded Latin names	other scripts
"""

if __name__ == '__main__':
    main()
