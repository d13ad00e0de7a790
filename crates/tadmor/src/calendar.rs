//! Calendars other than the Gregorian: Persian and Hijri.
