-- lib.plan: the plan by weeks, from the patient's own running.

local check = require "lib.check"
local plan = require "lib.plan"

-- A patient like the worked example: 20 km a week in four runs, a lift of 6 mm.
local function patient(changes)
  local values = {
    units = "metric", weekly_distance = 20, runs_per_week = 4, longest_run_30d = 6,
    plan_profile = "standard", insert_type = "heel_lift", lift_height_mm = 6,
    comorbidities = { "none" },
  }
  for name, change in pairs(changes or {}) do
    values[name] = change ~= "left out" and change or nil
  end
  return values
end

-- One list of a field of all weeks.
local function of(weeks, name)
  local all = {}
  for i, week in ipairs(weeks) do
    all[i] = week[name]
  end
  return all
end

local function the_worked_example(clinic)
  local weeks = plan.weeks(patient(), clinic)
  check.equal(of(weeks, "total"), { 0, 4, 8, 12, 16, 20 })
  check.equal(of(weeks, "each"), { 0, 1, 2, 3, 4, 5 })
  check.equal(of(weeks, "runs"), { 0, 4, 4, 4, 4, 4 })
  check.equal(of(weeks, "lift_mm"), { 3, 3, 6, 6, 6, 6 })
  check.equal(of(weeks, "number"), { 1, 2, 3, 4, 5, 6 })
  check.equal(weeks[1].unit, "km")
  check.equal(weeks[1].from, "2026-03-02")
  check.equal(weeks[1].to, "2026-03-08")
  check.equal(weeks[5].from, "2026-03-30")
  check.equal(weeks[5].to, "2026-04-05")
  check.equal(weeks[6].to, "2026-04-12")
end

local function runs_are_rounded_down(clinic)
  local weeks = plan.weeks(patient { weekly_distance = 17, runs_per_week = 3,
    longest_run_30d = "left out" }, clinic)
  -- 17 km: 25 % is 1.42 a run, 40 % 2.27, 60 % 3.4, 80 % 4.53, 100 % 5.67
  check.equal(of(weeks, "each"), { 0, 1, 2, 3, 4.5, 5.5 })
  check.equal(of(weeks, "total"), { 0, 3, 6, 9, 13.5, 16.5 })
end

-- 0.6 * 20 / 4 is 3, also where a computer makes 2.9999 of it: whole minutes are the judge.
local function no_step_is_lost_to_the_computer(clinic)
  for minutes = 20, 1500, 5 do
    for runs = 1, math.min(14, minutes // 20) do -- a quarter of a run is at least a step of 5
      local weeks = plan.weeks(patient { weekly_minutes = minutes, runs_per_week = runs,
        longest_run_30d = "left out" }, clinic)
      for i, share in ipairs { 0, 25, 40, 60, 80, 100 } do
        if weeks[i].each ~= minutes * share // (100 * runs) // 5 * 5 then
          error(("%d minutes in %d runs, week %d: each %s"):format(minutes, runs, i,
            tostring(weeks[i].each)))
        end
      end
    end
  end
  check.equal(plan.weeks(patient { weekly_distance = 30, longest_run_30d = 10 }, clinic)[4].each, 4.5)
end

local function never_over_the_usual_or_the_longest_run(clinic)
  for _, profile in ipairs { "standard", "slow" } do
    for runs = 1, 7 do
      for distance = 40, 120, 7 do
        for longest = 1, 12 do
          local weeks = plan.weeks(patient { plan_profile = profile, runs_per_week = runs,
            weekly_distance = distance, longest_run_30d = longest }, clinic)
          local before = 0
          for _, week in ipairs(weeks) do
            if week.each > longest or week.total > distance or week.total < before
              or week.total ~= week.each * week.runs then
              error(("%d km in %d runs, longest %d: %s a run"):format(distance, runs, longest,
                tostring(week.each)))
            end
            before = week.total
          end
        end
      end
    end
  end
  check.equal(plan.weeks(patient { longest_run_30d = 2.7 }, clinic)[6].each, 2.5,
    "the longest run is rounded down, too")
end

local function miles(clinic)
  local weeks = plan.weeks(patient { units = "imperial", weekly_distance = 10, runs_per_week = 3,
    longest_run_30d = 4 }, clinic)
  check.equal(weeks[2].unit, "mi")
  -- 10 mi: 25 % is 0.83 a run, 40 % 1.33, 60 % 2, 80 % 2.67, 100 % 3.33
  check.equal(of(weeks, "each"), { 0, 0.75, 1.25, 2, 2.5, 3.25 })
end

local function minutes_before_distance(clinic)
  local weeks = plan.weeks(patient { weekly_minutes = 120, longest_run_30d = "left out" }, clinic)
  check.equal(weeks[2].unit, "minutes")
  -- 120 minutes: 7.5, 12, 18, 24, 30 a run
  check.equal(of(weeks, "each"), { 0, 5, 10, 15, 20, 30 })
end

local function the_slow_plan(clinic)
  local weeks = plan.weeks(patient { plan_profile = "slow", weekly_distance = 40,
    longest_run_30d = 10 }, clinic)
  check.equal(of(weeks, "each"), { 0, 0, 2, 3.5, 5, 6.5, 8, 10 })
  check.equal(of(weeks, "runs"), { 0, 0, 4, 4, 4, 4, 4, 4 })
end

local function no_plan_without_an_amount(clinic)
  check.equal(plan.weeks(patient { weekly_distance = "left out" }, clinic), nil)
  check.equal(plan.weeks(patient { weekly_distance = 0 }, clinic), nil)
end

local function heights_of_the_lift(clinic)
  local function heights(changes, count)
    local all = {}
    for week = 1, count do
      all[week] = plan.lift_height(patient(changes), clinic, week)
    end
    return all
  end
  check.equal(heights({ lift_height_mm = 10 }, 9), { 3, 3, 6, 6, 9, 9, 10, 10, 10 })
  check.equal(heights({ lift_height_mm = 2 }, 3), { 2, 2, 2 }, "never above the target")
  check.equal(heights({ comorbidities = { "falls_risk" } }, 6), { 3, 3, 3, 6, 6, 6 })
  check.equal(heights({ comorbidities = { "diabetes", "pregnancy" } }, 4), { 3, 3, 3, 6 })
  check.equal(plan.lift_height(patient { insert_type = "heel_cup" }, clinic, 1), nil)
end

local function numbers_in_words()
  check.equal(plan.number(4), "4")
  check.equal(plan.number(4.0), "4")
  check.equal(plan.number(0.5), "0.5")
  check.equal(plan.number(12.25), "12.25")
  check.equal(plan.number(10), "10")
  check.equal(plan.number(100.0), "100")
end

return check.report("plan", function(clinic)
  the_worked_example(clinic)
  runs_are_rounded_down(clinic)
  no_step_is_lost_to_the_computer(clinic)
  never_over_the_usual_or_the_longest_run(clinic)
  miles(clinic)
  minutes_before_distance(clinic)
  the_slow_plan(clinic)
  no_plan_without_an_amount(clinic)
  heights_of_the_lift(clinic)
  numbers_in_words()
end)
