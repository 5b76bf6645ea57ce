// Package assets holds what is embedded in the program: fonts and icons.
package assets
