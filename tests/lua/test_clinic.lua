-- lib.clinic: a profile that lacks something, that nobody approved, or that is past its review.

local check = require "lib.check"
local clinic_profile = require "lib.clinic"
local rulings = require "lib.rulings"

-- A copy that can be changed.
local function copy(value)
  if type(value) ~= "table" then
    return value
  end
  local out = {}
  for key, item in pairs(value) do
    out[key] = copy(item)
  end
  return out
end

-- The profile that ships with one key ("a.b") changed.
local function changed(clinic, path, value)
  local out = copy(clinic)
  local place = out
  for parent in path:gmatch "([^.]+)%." do
    place = place[parent]
  end
  place[path:match "[^.]+$"] = value
  return out
end

local function told(profile)
  return rulings.of(clinic_profile.check, profile)
end

local function the_profile_that_ships_is_whole(clinic)
  check.equal(told(clinic), {})
end

local function without_red_flags(clinic)
  for _, path in ipairs { "red_flags", "red_flags.approver", "red_flags.approved_on" } do
    local said = told(changed(clinic, path, nil))
    check.equal(#said, 1, path)
    check.is_true(rulings.hold(said, "S04: the clinic has no approved red-flag block"), path)
  end
end

local function what_is_missing_is_named(clinic)
  for _, path in ipairs { "name", "phone", "out_of_hours", "emergency", "url", "languages",
    "thresholds.adult_from_age", "thresholds.pace_min_per_km", "thresholds.wording_review_years",
    "plan.rounding.mi", "plan.standard.shares", "plan.walk_run", "lift.step_mm", "lift.ask_above_mm",
    "pain_rule.stop", "red_flags.call_soon", "shoe_sizes.us_w", "exercises.library", "home_care.steps" } do
    local said = told(changed(clinic, path, nil))
    check.is_true(rulings.hold(said, "CLINIC: the clinic's profile: " .. path .. ": missing, expected"), path)
  end
  local bare = { red_flags = copy(clinic.red_flags) }
  check.is_true(#told(bare) > 20, "all that is missing is told at once")
end

local function what_makes_no_sense(clinic)
  local wrong = {
    { "phone", "call us", "a phone number" }, { "phone", "12345", "a phone number" },
    { "lift.step_mm", 0, "above 0" }, { "lift.warn_above_mm", "ten", "a number" },
    { "thresholds.pace_min_per_km", { low = 12, high = 2 }, "low" },
    { "plan.standard.shares", { 0, 50, 40 }, "none smaller" }, { "plan.slow.shares", { 0, 120 }, "0 to 100" },
    { "pain_rule.stop", { low = 7, high = 10 }, "without gap" },
    { "plan.walk_run", { { times_a_week = 3, run_minutes = 1, walk_minutes = 2 } }, "repeats" },
    { "red_flags.call_soon", { { id = "snap", text = "Twice." } }, "its id is taken" },
    { "red_flags.call_soon", { { text = "No id." } }, "an id and a text" },
    { "exercises.library", { { id = "a", text = { fr = "Oui." } } }, "the clinic's language" },
    { "emergency", "911", "the clinic's country" },
  }
  for _, case in ipairs(wrong) do
    local said = told(changed(clinic, case[1], case[2]))
    check.is_true(rulings.hold(said, case[3]), case[1] .. ": " .. case[3])
  end
  check.equal(told(changed(changed(clinic, "emergency", "911"), "country", "US")), {})
end

-- A clinic of its own has to say who approved each group.
local function a_clinic_of_its_own(clinic)
  local own = changed(clinic, "example", nil)
  local said = told(own)
  for _, group in ipairs { "red_flags", "home_care", "pain_rule", "plan", "lift", "thresholds", "cautions",
    "exercises" } do
    check.is_true(rulings.hold(said, group .. ": the approver is still the example's"), group)
    own[group].approver = "Ann Approver"
  end
  check.equal(told(own), {}, "approved by name")
  own.plan.approver, own.approver = nil, nil
  check.is_true(rulings.hold(told(own), "plan: nobody has approved it"))
  own.approver = "Ann Approver"
  check.equal(told(own), {}, "the file's own approver serves")
  own.plan.approved_on, own.approved_on = "soon", nil
  check.is_true(rulings.hold(told(own), "plan: nobody has approved it"), "a date is part of it")
end

-- The handout's date is 2 March 2026; three years are the clinic's wording_review_years.
local function an_address_without_https_is_warned_of(clinic)
  check.equal(told(changed(clinic, "url", "http://clinic.example")),
    { "CLINIC: the clinic's profile: url: does not begin with https://: no code to scan is printed" })
end

local function past_its_review(clinic)
  check.equal(told(changed(clinic, "plan.approved_on", "2023-03-02")), {}, "three years, to the day")
  local said = told(changed(clinic, "plan.approved_on", "2023-03-01"))
  check.is_true(rulings.hold(said, "S16: the clinic's profile: plan: was approved longer ago"))
  check.equal(told(changed(clinic, "review_by", "2026-03")), {}, "the month itself")
  check.is_true(rulings.hold(told(changed(clinic, "review_by", "2026-02")), "S16: "))
  check.is_true(rulings.hold(told(changed(clinic, "lift.review_by", "2026-03-01")),
    "S16: the clinic's profile: lift: review_by has passed"))
  check.is_true(rulings.of(function()
    check.equal(clinic_profile.check(changed(clinic, "lift.review_by", "2026-03-01")), true, "a warning")
  end) ~= nil)
end

return check.report("clinic", function(clinic)
  the_profile_that_ships_is_whole(clinic)
  without_red_flags(clinic)
  what_is_missing_is_named(clinic)
  what_makes_no_sense(clinic)
  a_clinic_of_its_own(clinic)
  an_address_without_https_is_warned_of(clinic)
  past_its_review(clinic)
end)
