import { type Signal, signal } from '@preact/signals'
import type { ComponentType } from 'preact'

/** What a part of the page that went away still has for the visitor, shown wherever that is. */
export const leftOver: Signal<ComponentType | undefined> = signal(undefined)
