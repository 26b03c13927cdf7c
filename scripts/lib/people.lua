-- The patient and the clinician as they stand on the page.

local dates = require "lib.dates"

local people = {}

-- Whole years on the handout's date.
local function years_since(born)
  local today = footnote.handout.date
  local years = tonumber(today:sub(1, 4)) - tonumber(born:sub(1, 4))
  return today:sub(6) < born:sub(6) and years - 1 or years
end

-- Whole years, from the date of birth or as entered. 999 when neither is given (the missing field is
-- reported elsewhere).
function people.age(patient)
  return patient.age or patient.date_of_birth and years_since(patient.date_of_birth) or 999
end

-- True when date of birth and age are both given and can't both be right.
function people.age_conflicts(patient)
  return patient.age and patient.date_of_birth and years_since(patient.date_of_birth) ~= patient.age
end

-- How the patient likes to be called: the first word of the name unless given.
function people.short_name(patient)
  return patient.preferred_name or patient.patient_name:match("^%S+")
end

-- The first letter of each word of the name: "R. E."
local function initials(name)
  local letters = {}
  for word in name:gmatch("%S+") do
    letters[#letters + 1] = utf8.char(utf8.codepoint(word)) .. "."
  end
  return table.concat(letters, " ")
end

-- Name as printed in the identity strip, or nil when the clinician chose to print none.
function people.printed_name(patient)
  if patient.identity_print == "none" then
    return nil
  end
  return patient.identity_print == "initials" and initials(patient.patient_name)
    or patient.patient_name
end

-- "Robin", or "" when no identity is to be printed: for the running header.
function people.header_name(patient)
  if patient.identity_print == "none" then
    return ""
  end
  return patient.identity_print == "initials" and initials(patient.patient_name)
    or people.short_name(patient)
end

-- "podiatrist", in the words of the handout's language.
function people.role(patient)
  return words("role." .. patient.clinician_role:gsub(" ", "_"))
end

-- Label and value of the birth date or the age.
function people.born(patient)
  if patient.date_of_birth then
    return words("strip.born"), dates.long(patient.date_of_birth)
  end
  return words("strip.age"), tostring(patient.age)
end

-- "born 1 May 1984" or "age 68", to stand behind the name.
function people.born_in_words(patient)
  if patient.date_of_birth then
    return words("strip.born_on", { date = dates.long(patient.date_of_birth) })
  end
  return words("strip.of_age", { age = tostring(patient.age) })
end

return people
