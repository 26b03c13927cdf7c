-- Civil dates without a clock: day numbers, weekdays, and texts in the words of the wording file.
--
--   local dates = require "lib.dates"
--   dates.long("2026-03-02")                  --> "2 March 2026"
--   dates.range("2026-03-30", "2026-04-05")   --> "30 Mar–5 Apr"
--
-- Day numbers: algorithms of Howard Hinnant, "chrono-compatible low-level date algorithms".

local dates = {}

-- Day number of an ISO date; 0 is 1970-01-01.
function dates.number(iso)
  local year, month, day = iso:match("^(%d%d%d%d)%-(%d%d)%-(%d%d)$")
  if not year then
    error("a date must be written YYYY-MM-DD", 2)
  end
  year, month, day = tonumber(year), tonumber(month), tonumber(day)
  if month <= 2 then
    year = year - 1
  end
  local era = year // 400
  local year_of_era = year - era * 400
  local shifted_month = (month + 9) % 12
  local day_of_year = (153 * shifted_month + 2) // 5 + day - 1
  return era * 146097 + year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year
    - 719468
end

-- Year, month, day of a day number.
function dates.parts(number)
  local shifted = number + 719468
  local era = shifted // 146097
  local day_of_era = shifted - era * 146097
  local year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36524 - day_of_era // 146096)
    // 365
  local day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
  local shifted_month = (5 * day_of_year + 2) // 153
  local day = day_of_year - (153 * shifted_month + 2) // 5 + 1
  local month = shifted_month < 10 and shifted_month + 3 or shifted_month - 9
  local year = year_of_era + era * 400 + (month <= 2 and 1 or 0)
  return year, month, day
end

function dates.iso(number)
  return ("%04d-%02d-%02d"):format(dates.parts(number))
end

-- The ISO date `days` later.
function dates.add(iso, days)
  return dates.iso(dates.number(iso) + days)
end

-- Days from one date to another.
function dates.between(from, to)
  return dates.number(to) - dates.number(from)
end

-- 1 Monday ... 7 Sunday.
function dates.weekday(iso)
  return (dates.number(iso) + 3) % 7 + 1
end

local function slots(iso, month_key)
  local year, month, day = dates.parts(dates.number(iso))
  return { day = tostring(day), month = words(month_key .. month), year = tostring(year) }
end

-- "2 March 2026"
function dates.long(iso)
  return words("date.long", slots(iso, "date.month."))
end

-- Words for a next visit that has no date yet (rule VISIT was accepted).
local function to_be_agreed()
  return words("date.to_be_agreed")
end

-- "Tuesday 17 March 2026"; for nil that the date is still to be agreed, as in the two below
function dates.full(iso)
  if not iso then
    return to_be_agreed()
  end
  local parts = slots(iso, "date.month.")
  parts.weekday = words("date.weekday." .. dates.weekday(iso))
  return words("date.full", parts)
end

-- "12 April"; short: "12 Apr"
function dates.day_month(iso, short)
  if not iso then
    return to_be_agreed()
  end
  local parts = slots(iso, short and "date.month_short." or "date.month.")
  parts.year = nil
  return words("date.day_month", parts)
end

-- "Mon 2 Mar", for the diary
function dates.diary(iso)
  if not iso then
    return to_be_agreed()
  end
  local parts = slots(iso, "date.month_short.")
  parts.year = nil
  parts.weekday = words("date.weekday_short." .. dates.weekday(iso))
  return words("date.diary", parts)
end

-- "2–8 Mar", "30 Mar–5 Apr"
function dates.range(from, to)
  local first, last = slots(from, "date.month_short."), slots(to, "date.month_short.")
  if first.month == last.month then
    return words("date.range_same_month", { first = first.day, last = last.day, month = last.month })
  end
  return words("date.range", {
    first = first.day, first_month = first.month, last = last.day, last_month = last.month,
  })
end

-- "2029-03" -> "March 2029"
function dates.month_year(text)
  local year, month = text:match("^(%d%d%d%d)%-(%d%d)$")
  if not year then
    return text
  end
  return words("date.month_year", { month = tostring(tonumber(month)), year = year })
end

return dates
