-- lib.dates: civil dates without a clock.

local check = require "lib.check"
local dates = require "lib.dates"

local function day_numbers()
  check.equal(dates.number("1970-01-01"), 0)
  check.equal(dates.number("1970-01-02"), 1)
  check.equal(dates.number("1969-12-31"), -1)
  check.equal(dates.number("2000-03-01"), 11017)
  check.equal(dates.number("2026-03-02"), 20514)
  check.raises("YYYY-MM-DD", dates.number, "2 March 2026")
  check.raises("YYYY-MM-DD", dates.number, "2026-3-2")
end

local function every_day_of_400_years_comes_back()
  local first, last = dates.number("1899-12-31"), dates.number("2300-01-01")
  local previous
  for number = first, last do
    local iso = dates.iso(number)
    if dates.number(iso) ~= number or previous and previous >= iso then
      error(iso .. " does not come back")
    end
    previous = iso
  end
  check.equal(last - first, 146098)
end

local function leap_years()
  check.equal(dates.add("2024-02-28", 1), "2024-02-29")
  check.equal(dates.add("2026-02-28", 1), "2026-03-01")
  check.equal(dates.add("2000-02-28", 1), "2000-02-29", "divisible by 400")
  check.equal(dates.add("2100-02-28", 1), "2100-03-01", "divisible by 100")
  check.equal(dates.add("2024-02-29", 365), "2025-02-28")
  check.equal(dates.between("2024-01-01", "2025-01-01"), 366)
  check.equal(dates.between("2025-01-01", "2026-01-01"), 365)
end

local function adding_days()
  check.equal(dates.add("2026-12-31", 1), "2027-01-01")
  check.equal(dates.add("2026-01-01", -1), "2025-12-31")
  check.equal(dates.add("2026-03-02", 0), "2026-03-02")
  check.equal(dates.add("2026-03-28", 14), "2026-04-11", "over the change of the clocks")
end

local function weekdays()
  check.equal(dates.weekday("1970-01-01"), 4)
  check.equal(dates.weekday("2026-03-02"), 1)
  check.equal(dates.weekday("2026-03-08"), 7)
  check.equal(dates.weekday("2024-02-29"), 4)
  check.equal(dates.weekday("1969-12-28"), 7, "before 1970")
end

local function in_words()
  check.equal(dates.long("2026-03-02"), "2 March 2026")
  check.equal(dates.long("1984-12-31"), "31 December 1984")
  check.equal(dates.full("2026-03-17"), "Tuesday 17 March 2026")
  check.equal(dates.day_month("2026-04-12"), "12 April")
  check.equal(dates.diary("2026-03-02"), "Mon 2 Mar")
  check.equal(dates.diary("2026-09-13"), "Sun 13 Sep")
  check.equal(dates.month_year("2029-03"), "March 2029")
  check.equal(dates.month_year("soon"), "soon")
end

local function ranges()
  check.equal(dates.range("2026-03-02", "2026-03-08"), "2–8 Mar")
  check.equal(dates.range("2026-03-30", "2026-04-05"), "30 Mar–5 Apr")
  check.equal(dates.range("2026-12-28", "2027-01-03"), "28 Dec–3 Jan")
  check.equal(dates.range("2024-02-26", "2024-03-03"), "26 Feb–3 Mar")
  check.equal(dates.range("2026-03-02", "2026-03-02"), "2–2 Mar")
end

return check.report("dates", function()
  day_numbers()
  every_day_of_400_years_comes_back()
  leap_years()
  adding_days()
  weekdays()
  in_words()
  ranges()
end)
