-- The plan by weeks, computed from the patient's own running (never a dose, never a diagnosis).
--
-- Every number comes from the clinic's profile or the patient's fields: shares of the usual distance
-- per week, the step and hold of a lift. The clinician entered or accepted them.
--
--   local weeks = plan.weeks(patient, clinic)
--   weeks[2] --> { number = 2, from = "2026-03-09", to = "2026-03-15", runs = 4, each = 1,
--                  total = 4, unit = "km", lift_mm = 3 }
--
-- Rules (HANDOUT specification, section 4): each run is the usual distance times the week's share,
-- divided by the runs a week, rounded DOWN to the clinic's step, never longer than the longest run of
-- the last 30 days; a week's total is what its runs add up to. Where a running week would round to
-- nothing the plan has to be in minutes, and only the clinician can say how many.

local dates = require "lib.dates"
local intake = require "lib.intake"

local plan = {}

local function round_down(value, step)
  -- A hair of tolerance, so that 0.6 * 20 / 4 counts as 3 and not as 2.9999.
  return math.floor(value / step + 1e-9) * step
end

-- Usual amount a week and its unit: "km", "mi" or "minutes".
local function weekly_amount(patient)
  if patient.weekly_minutes then
    return patient.weekly_minutes, "minutes"
  end
  return patient.weekly_distance, patient.units == "imperial" and "mi" or "km"
end

-- Weeks that one height of the lift is held: longer where balance matters.
local function hold_weeks(patient, clinic)
  local gentle = intake.has(patient.comorbidities, "pregnancy")
    or intake.has(patient.comorbidities, "falls_risk")
  return gentle and clinic.lift.gentle_hold_weeks or clinic.lift.hold_weeks
end

-- Height of the lift in millimetres in a week: step, 2 steps ... target. nil without a lift.
function plan.lift_height(patient, clinic, week)
  local target = patient.lift_height_mm
  if patient.insert_type ~= "heel_lift" or not target then
    return nil
  end
  local stage = (week - 1) // hold_weeks(patient, clinic) + 1
  return math.min(target, clinic.lift.step_mm * stage)
end

-- What the running fields say together: true when a plan can be made of them. A handout without a
-- plan is never made in silence.
local function check_running(patient, usual)
  local runs, longest = patient.runs_per_week, patient.longest_run_30d
  if not usual or usual <= 0 then
    footnote.warn("no plan by weeks is printed: weekly_distance and weekly_minutes are not given")
    return false
  end
  if runs <= 0 then
    footnote.field_error("runs_per_week", "does not go with a weekly amount: expected 1 or more")
    return false
  end
  if longest and longest > usual then
    footnote.field_error("longest_run_30d",
      "is longer than the whole week: expected the unit of the weekly amount")
    return false
  end
  return true
end

-- The weeks of the plan, or nil when the fields give none.
function plan.weeks(patient, clinic)
  local usual, unit = weekly_amount(patient)
  local runs = patient.runs_per_week
  if not check_running(patient, usual) then
    return nil
  end
  local step = clinic.plan.rounding[unit]
  local longest = round_down(patient.longest_run_30d or usual / runs, step)
  local weeks, start = {}, footnote.handout.date
  for number, share in ipairs(clinic.plan[patient.plan_profile].shares) do
    local each = math.min(round_down(usual * share / 100 / runs, step), longest)
    if share > 0 and each <= 0 then
      footnote.field_error("weekly_minutes",
        "missing: the distance is too short to build up in; give the usual minutes a week")
      return nil
    end
    local from = dates.add(start, 7 * (number - 1))
    weeks[number] = {
      number = number,
      from = from,
      to = dates.add(from, 6),
      runs = each > 0 and runs or 0,
      each = each,
      total = each * runs,
      unit = unit,
      lift_mm = plan.lift_height(patient, clinic, number),
    }
  end
  return weeks
end

-- "4", "0.5", "12.25": whole numbers without a point, others with the decimal sign of the language.
function plan.number(value)
  if value == math.floor(value) then
    return ("%d"):format(value)
  end
  local text = ("%.2f"):format(value):gsub("0+$", "")
  return (text:gsub("%.", words("number.decimal_sign")))
end

return plan
