-- What lasts for more than a month is found by its end; everything else has begun within a month of any day that it is asked for.
CREATE INDEX agenda_long ON agenda (day_to) WHERE day_to - day_from > 31;
DROP INDEX agenda_end;
