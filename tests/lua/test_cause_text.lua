-- lib.cause_text: every cause that can be entered has its sentences, ticks its group, and no cause is
-- told as from elsewhere that is not.

local cause_text = require "lib.cause_text"
local check = require "lib.check"
local intake = require "lib.intake"

local function field(group, name)
  for _, entry in ipairs(group) do
    if entry.name == name then
      return entry
    end
  end
end

-- A patient for each value that the fields allow: what the clinician can enter, the page can say.
local function all_patients()
  local patients = {}
  for _, status in ipairs { "diagnosed", "suspected", "not_yet_known" } do
    for _, condition in ipairs(field(intake.problem, "condition")) do
      local kinds = condition == "referred" and field(intake.problem, "referred_kind")
        or condition == "systemic" and field(intake.problem, "systemic_kind") or { false }
      for _, kind in ipairs(kinds) do
        patients[#patients + 1] = { condition_status = status, condition = { condition },
          referred_kind = kind and { kind } or nil, systemic_kind = kind and { kind } or nil }
      end
    end
  end
  return patients
end

local function every_cause_has_its_sentences()
  for _, patient in ipairs(all_patients()) do
    local name = (patient.referred_kind or patient.systemic_kind or patient.condition)[1]
    local keys = cause_text.keys(patient)
    check.equal(#keys > 0, true, name)
    for _, key in ipairs(keys) do
      check.equal(has(key), true, key)
      local says_so = patient.condition_status == "diagnosed" or not key:find "%.diagnosed$"
      check.equal(says_so, true, key .. ": 'you have' only when diagnosed")
    end
    for _, group in ipairs(cause_text.groups) do
      for _, key in ipairs(cause_text.row_keys(patient, group)) do
        check.equal(has(key), true, key)
      end
    end
    for _, key in ipairs(cause_text.glossary_keys(patient)) do
      check.equal(has(key), true, key)
    end
  end
end

local function ticked(patient)
  local names = {}
  for _, group in ipairs(cause_text.groups) do
    names[#names + 1] = cause_text.is_ticked(patient, group) and group or nil
  end
  return names
end

local function groups_are_ticked()
  check.equal(ticked { condition = { "plantar_fasciitis" } }, { "local" })
  check.equal(ticked { condition = { "not_yet_known" } }, {}, "no group while the cause is not known")
  check.equal(ticked { condition = { "nonspecific_heel_pain" } }, {})
  check.equal(ticked { condition = { "referred" }, referred_kind = { "spine_pelvis" } }, { "elsewhere" })
  check.equal(ticked { condition = { "systemic" }, systemic_kind = { "diabetes" } }, { "systemic" })
  check.equal(ticked { condition = { "bursitis", "referred", "systemic" },
    referred_kind = { "limb_axis" }, systemic_kind = { "osteoporosis" } },
    { "local", "elsewhere", "systemic" })
  -- Both stand in the source's list of causes from elsewhere, but are at the heel.
  check.equal(ticked { condition = { "referred" }, referred_kind = { "achilles_contracture", "bursa" } },
    { "local" })
end

local function first_in_full_others_short()
  local patient = { condition_status = "suspected", condition = { "nerve_entrapment", "plantar_fasciitis" } }
  check.equal(cause_text.keys(patient), { "cause.nerve_entrapment.what.suspected",
    "cause.nerve_entrapment.name", "cause.plantar_fasciitis.what",
    "cause.plantar_fasciitis.you.suspected" })
  check.equal(cause_text.row_keys(patient, "local"),
    { "cause.nerve_entrapment.row", "cause.plantar_fasciitis.row" })
  check.equal(cause_text.row_keys(patient, "systemic"), { "cause.row.systemic" })
end

local function one_sac_is_told_once()
  local patient = { condition_status = "diagnosed", condition = { "bursitis", "referred" },
    referred_kind = { "bursa" } }
  check.equal(cause_text.keys(patient), { "cause.bursitis.what.diagnosed", "cause.bursitis.name" })
  check.equal(cause_text.row_keys(patient, "local"), { "cause.bursitis.row" })
end

return check.report("cause_text", function()
  every_cause_has_its_sentences()
  groups_are_ticked()
  first_in_full_others_short()
  one_sac_is_told_once()
end)
